package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.lock.NoWatchdog;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup cursors of a server with data files: a real one, or the stand-in where there is none.
class CursorHolderIT {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final Instant STARTED = Instant.parse("2026-11-21T02:00:00Z");

  @AutoClose private static LocalReplicaSet set;
  @AutoClose private static Repository repository;
  @TempDir private static Path directory;

  private final Connector connector = new Connector(_ -> null);
  private LocalMember member;
  private MongoClient admin;
  private CursorHolder holder;
  private OperationId operation;

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
    holder =
        new CursorHolder(
            repository,
            connector,
            CursorSettings.polling(Duration.ofMillis(50)),
            NoWatchdog.EVERYWHERE);
    operation = new OperationId(SHOP, Ulid.random(Instant.now()));
  }

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(isCursorOpen()).isFalse();
    admin.close();
  }

  @Test
  void anOpenCursorListsFilesThatAreThereWithEverythingARestoreNeeds() throws IOException {
    // A server that has just come up has no checkpoint of a known time yet.
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> admin("replSetGetStatus", false).containsKey("lastStableRecoveryTimestamp"));
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      OpenedCursor opened = held.opened();
      ExternalContent content =
          repository.catalogue().filesToCopy(operation, 1, "rs0").orElseThrow();

      assertThat(content.files())
          .extracting(BackupFile::path)
          .contains("_mdb_catalog.wt", "WiredTiger.backup", "storage.bson")
          .anyMatch(path -> path.startsWith("journal/WiredTigerLog."))
          .doesNotContain("mongod.lock", "WiredTiger.lock")
          .doesNotHaveDuplicates();
      for (BackupFile file : content.files()) {
        long onDisk = Files.size(Path.of(content.dbPath()).resolve(file.path()));
        assertThat(onDisk).isGreaterThanOrEqualTo(file.size() == null ? 0 : file.size());
      }
      assertThat(opened.files()).isEqualTo(content.files().size());
      assertThat(opened.bytes()).isPositive();
      assertThat(opened.time()).isEqualTo(content.time());
      assertThat(content.checkpoint()).isNotNull().isLessThanOrEqualTo(content.time());
      assertThat(content.replicaSetConfig()).contains("\"_id\": \"rs0\"");
      assertThat(content.storageOptions()).contains("dbPath");
      assertThat(held.end()).isEqualTo(new CursorEnd(true, ""));
    }
  }

  @Test
  void aSecondOperationIsRefusedWhileACursorIsOpen() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      OperationId other = new OperationId(SHOP, Ulid.random(Instant.now()));

      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(() -> holder.open(task(other, 1), Heartbeat.none()))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED);
                assertThat(e.message()).contains(member.host());
              });
      assertThat(held.end().alive()).isTrue();
    }
  }

  @Test
  void aLockedMemberIsRefused() {
    admin("fsync", true);
    try {
      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(() -> holder.open(task(1), Heartbeat.none()))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_REFUSED);
                assertThat(e.message()).contains("fsyncLock");
              });
    } finally {
      admin("fsyncUnlock", false);
    }
  }

  @Test
  void aCursorThatSomebodyKillsIsNoticedByTheNextPoll() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      new OwnCursors(repository, connector).close(operation, member.host());

      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(held::keep)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_LOST));
      assertThat(held.end().alive()).isFalse();
    }
  }

  @Test
  void aCursorIsLostWithItsServer() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      set.kill(member);
      set.restart(member);

      assertThatExceptionOfType(HoldfastException.class)
          .isThrownBy(held::keep)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_LOST));
    }
  }

  @Test
  void whatADeadWorkerLeftIsClosedByTheNextRoundOfItsOperation() {
    // Never closed, as by a process that was killed.
    HeldFiles left = holder.open(task(1), Heartbeat.none());

    try (HeldFiles next = holder.open(task(2), Heartbeat.none())) {
      assertThat(next.opened().backupId()).isNotEqualTo(left.opened().backupId());
      assertThat(left.end().alive()).isFalse();
      assertThat(next.end().alive()).isTrue();
    }
    left.close();
  }

  @Test
  void theCursorsOfOthersAreLeftAlone() {
    try (HeldFiles held = holder.open(task(1), Heartbeat.none())) {
      OperationId other = new OperationId(SHOP, Ulid.random(Instant.now()));
      new OwnCursors(repository, connector).close(other, member.host());

      assertThat(held.end().alive()).isTrue();
    }
  }

  @Test
  void aCursorThatNobodyEndsIsClosedInTheEnd() {
    CopyTask task = task(1);
    CopyTask brief = new CopyTask(operation, task.backup(), 1, task.source(), 1);
    try (HeldFiles held = holder.open(brief, Heartbeat.none())) {
      assertThat(held.keep().code()).isEqualTo(ErrorCode.CURSOR_LOST);
    }
  }

  @Test
  void aHeartbeatThatSaysStopClosesTheCursor() {
    StoppingHeartbeat stop = new StoppingHeartbeat();

    assertThatExceptionOfType(StoppingHeartbeat.Stop.class)
        .isThrownBy(
            () -> {
              try (HeldFiles held = holder.open(task(1), stop)) {
                stop.stopAtNextBeat();
                var _ = held.keep();
              }
            });
  }

  private CopyTask task(int round) {
    return task(operation, round);
  }

  private CopyTask task(OperationId of, int round) {
    return new CopyTask(
        of,
        new BackupRef(SHOP, new BackupName("nightly"), STARTED),
        round,
        new Source("rs0", member.host(), MemberState.SECONDARY, "for a test"),
        3_600);
  }

  private boolean isCursorOpen() {
    return admin("serverStatus", false)
        .getDocument("storageEngine")
        .getBoolean("backupCursorOpen")
        .getValue();
  }

  private BsonDocument admin(String command, boolean lock) {
    BsonDocument document = new BsonDocument(command, new BsonInt32(1));
    return admin
        .getDatabase("admin")
        .runCommand(
            lock ? document.append("lock", BsonBoolean.TRUE) : document,
            ReadPreference.secondaryPreferred(),
            BsonDocument.class);
  }

  private static Instance instance() {
    return new Instance(Instance.FORMAT, SHOP, Engine.MONGODB, set.uri(), null, "", STARTED);
  }
}
