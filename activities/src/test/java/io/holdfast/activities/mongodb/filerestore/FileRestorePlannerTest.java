package io.holdfast.activities.mongodb.filerestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Plans for deployments of which nothing answers.
class FileRestorePlannerTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final InstanceId CLONE = new InstanceId("shop-clone");
  private static final Instant BEGUN = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant BEFORE = BEGUN.minus(Duration.ofDays(3));
  private static final Instant AFTER = BEGUN.plus(Duration.ofHours(3));

  @AutoClose
  private final Repository repository = new SampleRepository(new InMemoryStore()).repository();

  private final FileRestorePlanner planner =
      new FileRestorePlanner(repository, new Connector(_ -> null));

  @BeforeEach
  void aBackupOfTwoMembersAndInstancesThatAreDown() {
    assertThat(repository.catalogue().createInstance(down(SHOP))).isTrue();
    assertThat(repository.catalogue().createInstance(down(CLONE))).isTrue();
    var _ = repository.catalogue().writeManifest(backupOf("db1:27017", "db2:27017"));
  }

  @Test
  void anEndedRestoreFromBeforeTheBackupSaysNothingOfTheMembers() {
    restored(SHOP, BEFORE, true, "old1:27017", "old2:27017");

    FileRestorePlan plan = plan(SHOP);

    assertThat(plan.members())
        .extracting(MemberId::address)
        .containsExactly("db1:27017", "db2:27017");
    assertThat(plan.configuration()).contains("db1:27017").doesNotContain("old1");
    assertThat(note(plan)).contains("as the backup of 2026-11-21T12:00:00Z found them");
  }

  @Test
  void aRestoreThatNeverEndedKnowsTheServersThatItStopped() {
    OperationId open = restored(SHOP, BEFORE, false, "old1:27017");

    FileRestorePlan plan = plan(SHOP);

    assertThat(plan.members()).extracting(MemberId::address).containsExactly("old1:27017");
    assertThat(note(plan)).contains("as the restore " + open + " of " + BEFORE + " found them");
  }

  @Test
  void aRestoreSinceTheBackupKnowsTheMembersBetter() {
    restored(SHOP, AFTER, true, "new1:27017");

    assertThat(plan(SHOP).members()).extracting(MemberId::address).containsExactly("new1:27017");
  }

  @Test
  void aCloneIsKnownFromItsOwnRestoresOnly() {
    assertThatThrownBy(() -> plan(CLONE)).isInstanceOf(HoldfastException.class);

    restored(CLONE, BEFORE, true, "clone1:27017");

    assertThat(plan(CLONE).members()).extracting(MemberId::address).containsExactly("clone1:27017");
  }

  private FileRestorePlan plan(InstanceId target) {
    return planner.plan(request(new OperationId(target, "01ARZ3NDEKTSV4RRFFQ69G5FAV")));
  }

  private static String note(FileRestorePlan plan) {
    return plan.plan().gates().stream()
        .filter(gate -> gate.name().equals(KnownTarget.RULE))
        .map(gate -> String.valueOf(gate.note()))
        .findFirst()
        .orElseThrow();
  }

  private static RestoreRequest request(OperationId operation) {
    return new RestoreRequest(
            operation,
            SHOP,
            new BackupName("files"),
            operation.instance().value(),
            UsersPolicy.KEEP,
            false)
        .withFiles(new FileOptions(60, false));
  }

  private static Instance down(InstanceId id) {
    String nobody = "mongodb://127.0.0.1:1/?replicaSet=rs0&serverSelectionTimeoutMS=100";
    return new Instance(Instance.FORMAT, id, Engine.MONGODB, nobody, null, "", Instant.EPOCH);
  }

  private static String configuration(String... hosts) {
    List<String> members =
        List.of(hosts).stream().map("{\"host\": \"%s\", \"votes\": 1}"::formatted).toList();
    return "{\"_id\": \"rs0\", \"members\": [%s]}".formatted(String.join(", ", members));
  }

  /// Leaves the record of a restore of files onto these members.
  private OperationId restored(InstanceId target, Instant at, boolean over, String... hosts) {
    OperationId id = new OperationId(target, Ulid.random(at));
    OperationRecord record =
        OperationRecord.requested(new OperationRequest.Restore(request(id)), at, "ada")
            .begun("run")
            .intending(
                new Intent.ReplaceFiles(
                    TopologyKind.REPLICA_SET,
                    List.of(configuration(hosts)),
                    List.of(hosts).stream().map(host -> new MemberId("rs0", host)).toList(),
                    List.of(),
                    null));
    OperationEnd end = new OperationEnd(OperationOutcome.COMPLETED, at.plusSeconds(60), null);
    assertThat(repository.catalogue().createOperation(over ? record.ended(end) : record)).isTrue();
    return id;
  }

  private Manifest backupOf(String... hosts) {
    PointInTime time = new PointInTime(BEGUN.getEpochSecond(), 1);
    BackupHeader header =
        new BackupHeader(
            BackupHeader.FORMAT,
            repository.id(),
            new BackupRef(SHOP, new BackupName("files"), BEGUN),
            new OperationId(SHOP, Ulid.random(BEGUN)),
            Method.EXTERNAL,
            Trigger.MANUAL,
            "",
            BEGUN.plusSeconds(60),
            TopologyKind.REPLICA_SET,
            new ServerVersion("4.4.6", "4.4", "Percona Server for MongoDB"),
            time,
            0,
            0,
            0,
            0,
            null);
    ExternalContent content =
        new ExternalContent(
            new Source("rs0", hosts[0], MemberState.SECONDARY, ""),
            "/data",
            "",
            BEGUN,
            null,
            time,
            List.of(),
            "{}",
            configuration(hosts));
    return new Manifest(header, List.of(), null, List.of(content));
  }
}
