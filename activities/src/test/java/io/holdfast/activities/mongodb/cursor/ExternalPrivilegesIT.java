package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.mongodb.GuardedSet;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.lock.WatchdogProcess;
import io.holdfast.activities.mongodb.privilege.GuideRoles;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.SecretRef;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The guide's role for external backups on a real server with users.
class ExternalPrivilegesIT {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final InstanceId POOR = new InstanceId("poor");
  private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");

  @TempDir private static Path folder;
  @AutoClose private static GuardedSet set;
  @AutoClose private static Repository repository;
  @AutoClose private static MongoClient root;

  private final Connector connector = new Connector(_ -> GuardedSet.PASSWORD);

  @BeforeAll
  static void start() throws Exception {
    set = GuardedSet.start(folder);
    root = MongoClients.create(set.uri());
    repository = Repository.create("file://" + folder.resolve("repository"));
    for (String name : List.of("holdfastExternal", "holdfastCount")) {
      BsonDocument role = Objects.requireNonNull(GuideRoles.read().get(name));
      var _ = root.getDatabase("admin").runCommand(role);
    }
    var _ = root.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
    register(SHOP, "'holdfastExternal', 'holdfastCount'");
    register(POOR, "'clusterMonitor'");
  }

  private static void register(InstanceId id, String roles) {
    var _ =
        GuardedSet.run(
            root,
            "{createUser: '%s', pwd: '%s', roles: [%s]}".formatted(id, GuardedSet.PASSWORD, roles));
    Credentials user = new Credentials(id.toString(), "admin", new SecretRef("env:PASSWORD"));
    var _ =
        repository
            .catalogue()
            .createInstance(
                new Instance(
                    Instance.FORMAT, id, Engine.MONGODB, set.strangersUri(), user, "", AT));
  }

  private CursorHolder holder() {
    return new CursorHolder(
        repository,
        connector,
        CursorSettings.polling(Duration.ofMillis(50)),
        WatchdogProcess.of(connector));
  }

  @ParameterizedTest
  @EnumSource
  void theRoleOfTheGuideIsEnoughAlsoToCleanUpAfterADeadWorker(Keeping keeping) {
    CopyTask task = task(SHOP, keeping);
    try (HeldFiles held = holder().open(task, Heartbeat.none());
        CopyCount count = new CopyCounting(repository, connector).open(task, Heartbeat.none())) {
      assertThat(count.run()).isEmpty();
      assertThat(count.keep(Optional.empty()).counted()).isEqualTo(1);
      assertThat(new CopyLists(repository).requireCounted(task).allCounts())
          .singleElement()
          .matches(counted -> counted.least() == 1 && counted.most() == 1);
      assertThat(held.end().alive()).isTrue();
    }

    // Never closed, as by a process that was killed.
    HeldFiles dead = holder().open(task, Heartbeat.none());
    new OwnCursors(repository, connector).close(task.operation(), task.source().address());

    assertThat(dead.end().alive()).isFalse();
    dead.close();
  }

  @Test
  void theWatchdogLogsInByAPasswordThatNoProcessTableShows() throws IOException {
    try (HeldFiles held = holder().open(task(SHOP, Keeping.FSYNC_LOCK), Heartbeat.none())) {
      ProcessHandle watchdog =
          ProcessHandle.current()
              .children()
              .filter(it -> it.info().commandLine().orElse("").contains("WatchdogMain"))
              .findFirst()
              .orElseThrow();
      Path process = Path.of("/proc", Long.toString(watchdog.pid()));

      assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(GuardedSet.PASSWORD);
      assertThat(Files.readString(process.resolve("environ")).split("\0"))
          .singleElement()
          .asString()
          .startsWith("CLASSPATH=");
      assertThat(held.end().alive()).isTrue();
    }
  }

  @Test
  void whatIsMissingIsToldBeforeAnythingIsOpened() {
    HoldfastException e =
        Objects.requireNonNull(
            catchThrowableOfType(
                HoldfastException.class,
                () -> holder().open(task(POOR, Keeping.BACKUP_CURSOR), Heartbeat.none())));

    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(e.message()).contains("'fsync' on ", "'unlock' on ");
    assertThat(e.hint()).contains("holdfastExternal");
  }

  private static CopyTask task(InstanceId instance, Keeping keeping) {
    String address = set.members().getFirst().host();
    return new CopyTask(
        new OperationId(instance, Ulid.random(Instant.now())),
        new BackupRef(instance, new BackupName("copied"), AT),
        1,
        new Source("rs0", address, MemberState.PRIMARY, "the only one"),
        60,
        keeping,
        null,
        null);
  }
}
