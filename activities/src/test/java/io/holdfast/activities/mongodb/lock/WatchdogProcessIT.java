package io.holdfast.activities.mongodb.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The watchdog as a process, on a server with data files: a real one, or the stand-in.
class WatchdogProcessIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @AutoClose private static LocalReplicaSet set;

  private final Connector connector = new Connector(_ -> null);
  private String address;
  @AutoClose private MongoClient client;
  private MemberLock member;

  @BeforeAll
  static void start() {
    set = RealDeployment.own(3);
  }

  @BeforeEach
  void choose() {
    LocalMember primary = set.primary();
    address =
        set.members().stream().filter(it -> !it.equals(primary)).findFirst().orElseThrow().host();
    client = connector.member(instance(), address);
    member = new MemberLock(client);
  }

  @AfterEach
  void nothingIsLeftLocked() {
    member.unlock();
    awaitNoWatchdog();
  }

  private static void awaitNoWatchdog() {
    await().atMost(LIMIT).until(() -> watchdogs() == 0);
  }

  private static long watchdogs() {
    return processes().count();
  }

  private static Stream<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(it -> it.info().commandLine().orElse("").contains("WatchdogMain"));
  }

  @Test
  void theEndOfThePipeUnlocksEveryLockAndATermSignalDoesNotEndTheWatch() {
    Watchdog watchdog = watching(LONG);
    member.lock();
    member.lock();
    watchdog.locked(member.mark());
    processes().forEach(ProcessHandle::destroy);
    await().during(Duration.ofMillis(300)).until(() -> watchdog.isAlive() && member.isLocked());

    watchdog.close();

    await().atMost(LIMIT).until(() -> !member.isLocked());
  }

  @Test
  void aLockThatWasAskedForAndNeverReportedIsUndone() {
    try (Watchdog _ = watching(LONG)) {
      member.lock();
    }

    await().atMost(LIMIT).until(() -> !member.isLocked());
  }

  @Test
  void aReleasedLockIsNobodysAndTheNextOneStays() {
    try (Watchdog watchdog = watching(LONG)) {
      member.lock();
      watchdog.locked(member.mark());
      member.unlock();
      watchdog.released();
    }
    member.lock();

    awaitNoWatchdog();
    assertThat(member.isLocked()).isTrue();
  }

  @Test
  void aLockThatSomebodyElseTookInsteadStays() {
    Watchdog watchdog = watching(LONG);
    member.lock();
    LockMark ours = member.mark();
    watchdog.locked(ours);
    member.unlock();
    write();
    await().atMost(LIMIT).until(() -> !member.mark().equals(ours));
    member.lock();

    watchdog.close();

    awaitNoWatchdog();
    assertThat(member.isLocked()).isTrue();
  }

  @Test
  void whoeverHangsLosesTheLockWhenItsTimeIsOver() {
    try (Watchdog watchdog = watching(Duration.ofSeconds(2))) {
      member.lock();
      watchdog.locked(member.mark());

      await().atMost(LIMIT).until(() -> !member.isLocked());
    }
  }

  private Watchdog watching(Duration longest) {
    Watchdog watchdog = WatchdogProcess.of(connector).start(instance(), address, longest);
    watchdog.locking();
    return watchdog;
  }

  private void write() {
    try (MongoClient writer = MongoClients.create(set.uri())) {
      var _ =
          writer
              .getDatabase("shop")
              .getCollection("orders")
              .insertOne(new Document("at", Instant.now()));
    }
  }

  private static Instance instance() {
    return new Instance(
        1,
        new InstanceId("shop"),
        Engine.MONGODB,
        set.uri(),
        null,
        "",
        Instant.parse("2026-11-20T09:30:00Z"));
  }
}
