package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.lock.MemberLock;
import io.holdfast.activities.mongodb.lock.NoWatchdog;
import io.holdfast.activities.mongodb.lock.Watchdogs;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fsyncLock` on a server with data files: a real one, or the stand-in where there is none.
class FsyncLockIT {
  private static final InstanceId SHOP = new InstanceId("shop");

  @AutoClose private static LocalReplicaSet set;
  @AutoClose private static Repository repository;
  @TempDir private static Path directory;

  private final Connector connector = new Connector(_ -> null);
  private final OperationId operation = new OperationId(SHOP, Ulid.random(Instant.now()));
  private LocalMember member;
  @AutoClose private MongoClient admin;
  private CursorHolder holder;

  @BeforeAll
  static void start() {
    set = RealDeployment.own(3);
    repository = Repository.create("file://" + directory.resolve("repository"));
    var _ = repository.catalogue().createInstance(instance());
  }

  @BeforeEach
  void choose() {
    LocalMember primary = set.primary();
    member = set.members().stream().filter(it -> !it.equals(primary)).findFirst().orElseThrow();
    admin = connector.member(instance(), member.host());
    holder = holder(NoWatchdog.EVERYWHERE);
  }

  @AfterEach
  void nothingIsLeftLocked() {
    assertThat(isLocked()).isFalse();
  }

  @Test
  void aLockedMemberTakesNoWritesUntilItIsUnlocked() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      ExternalContent content =
          repository.catalogue().filesToCopy(operation, 1, "rs0").orElseThrow();

      assertThat(isLocked()).isTrue();
      assertThat(content.keeping()).isEqualTo(Keeping.FSYNC_LOCK);
      assertThat(content.files()).isEmpty();
      assertThat(content.time()).isEqualTo(held.opened().time());
      assertThat(content.replicaSetConfig()).contains("\"_id\": \"rs0\"");
      write();
      assertThat(held.end()).isEqualTo(new CursorEnd(true, ""));
    }
    assertThat(isLocked()).isFalse();
  }

  @Test
  void whoeverUnlocksItMeanwhileIsNoticed() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      admin("fsyncUnlock", false);

      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(held::keep)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_LOST));
    }
  }

  @Test
  void aLockThatWasLostAndTakenAgainIsNoticedByTheWritesBetweenAndLeftAlone() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      admin("fsyncUnlock", false);
      write();
      BsonTimestamp before = Timestamps.toBson(held.opened().time());
      await().until(() -> !newest().equals(before));
      admin("fsync", true);

      assertThat(held.end().alive()).isFalse();
    }
    assertThat(isLocked()).isTrue();
    admin("fsyncUnlock", false);
  }

  @Test
  void aLockOfSomebodyElseIsRefusedAndLeftAlone() {
    admin("fsync", true);
    try {
      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(() -> holder.open(task(1), Heartbeat.none()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED));
      new OwnCursors(repository, connector).close(operation, member.host());
      assertThat(isLocked()).isTrue();
    } finally {
      admin("fsyncUnlock", false);
    }
  }

  @Test
  void whatADeadWorkerLeftIsUnlockedByTheNextRoundOrByWhoeverCleansUp() {
    // Never closed, as by a process that was killed.
    var _ = holder.open(task(1), Heartbeat.none());
    var _ = holder.open(task(2), Heartbeat.none());
    assertThat(isLocked()).isTrue();

    new OwnCursors(repository, connector).close(operation, member.host());

    assertThat(isLocked()).isFalse();
  }

  @Test
  void aLockThatWasUndoneIsNotUndoneASecondTime() {
    holder.open(task(1), Heartbeat.none()).close();
    admin("fsync", true);
    try {
      new OwnCursors(repository, connector).close(operation, member.host());

      assertThat(isLocked()).as("that of somebody else").isTrue();
    } finally {
      admin("fsyncUnlock", false);
    }
  }

  @Test
  void aServerThatRefusesLeavesNothingToUndo() {
    NoWatchdog watchdog = new NoWatchdog();
    // A server with an open backup cursor answers with an error.
    BackupCursor cursor = BackupCursor.open(new CursorMember(admin), member.host(), "another's");
    try {
      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(() -> holder((_, _, _) -> watchdog).open(task(1), Heartbeat.none()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED));
    } finally {
      cursor.close();
    }
    assertThat(watchdog.heard()).containsExactly("locking", "released");
    assertThat(notes().isOpen()).isFalse();
    // A cursor that was closed may seem open for a moment.
    await().ignoreExceptions().until(() -> admin("fsync", true) != null);
    admin("fsyncUnlock", false);
  }

  @Test
  void ofAServerThatDoesNotAnswerTheLockMayStillCome() {
    NoWatchdog watchdog = new NoWatchdog();
    try (MongoClient nobody =
        MongoClients.create("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100")) {
      assertThatExceptionOfType(MongoTimeoutException.class)
          .isThrownBy(
              () ->
                  FsyncLock.lock(
                      new MemberLock(admin),
                      new MemberLock(nobody),
                      member.host(),
                      notes(),
                      () -> watchdog));
    }
    assertThat(watchdog.heard()).containsExactly("locking");
    assertThat(notes().isOpen()).isTrue();
  }

  private OwnLocks notes() {
    return new OwnLocks(repository, operation, member.host());
  }

  private CursorHolder holder(Watchdogs watchdogs) {
    return new CursorHolder(
        repository, connector, CursorSettings.polling(Duration.ofMillis(50)), watchdogs);
  }

  private void write() {
    try (MongoClient client = MongoClients.create(set.uri())) {
      var _ =
          client
              .getDatabase("shop")
              .getCollection("orders")
              .insertOne(new Document("at", Instant.now()));
    }
  }

  private BsonTimestamp newest() {
    return admin("hello", false).getDocument("lastWrite").getDocument("opTime").getTimestamp("ts");
  }

  private boolean isLocked() {
    return admin("currentOp", false).getBoolean("fsyncLock", BsonBoolean.FALSE).getValue();
  }

  private BsonDocument admin(String command, boolean lock) {
    BsonDocument asked = new BsonDocument(command, new BsonInt32(1));
    if (lock) {
      asked.append("lock", BsonBoolean.TRUE);
    }
    return admin.getDatabase("admin").runCommand(asked, BsonDocument.class);
  }

  private CopyTask task(int round) {
    BackupRef backup =
        new BackupRef(SHOP, new BackupName("copied"), Instant.parse("2026-11-21T02:00:00Z"));
    Source source = new Source("rs0", member.host(), MemberState.SECONDARY, "test");
    return new CopyTask(operation, backup, round, source, 60, Keeping.FSYNC_LOCK, null, null);
  }

  private static Instance instance() {
    return new Instance(
        1, SHOP, Engine.MONGODB, set.uri(), null, "", Instant.parse("2026-11-20T09:30:00Z"));
  }
}
