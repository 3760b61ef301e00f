package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupClusterTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Backup request = Samples.backup("one");

  @BeforeEach
  void shard() {
    rig.world.topology = Samples.CLUSTER;
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everySetIsDumpedAndThenKeptUpToOneTime() {
    WorkflowStub run = rig.start(request);

    assertThat(run.getResult(BackupResult.class)).isNotNull();

    List<LogicalSource> captured = captured();
    assertThat(captured)
        .extracting(source -> source.source().replicaSet())
        .containsExactlyInAnyOrder("rs1", "rs2", "cfg");
    assertThat(captured).extracting(LogicalSource::until).containsOnly(captured.getFirst().until());
    assertThat(captured)
        .filteredOn(source -> source.role() == SetRole.CONFIG_SERVERS)
        .singleElement()
        .satisfies(source -> assertThat(source.source().address()).isEqualTo("c2:27017"));
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("rs1: Dumped", "rs2: Dumped", "cfg: Dumped");
  }

  @Test
  void theBalancerIsStoppedBeforeAnythingIsReadAndRunsAgainBeforeTheManifestIsWritten() {
    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Operation.intend",
            "Cluster.requirePrivileges",
            "Operation.intend",
            "Cluster.stopBalancer",
            "LogicalBackup.prepare",
            "LogicalBackup.dump",
            "Cluster.settleTime",
            "LogicalBackup.captureOplog",
            "Cluster.startBalancer",
            "Backup.complete");
    assertThat(rig.world.intents.get(request.operation()))
        .contains(new Intent.StopBalancer(Samples.SHOP));
    assertThat(rig.world.balancing).isTrue();
  }

  @Test
  void aBalancerThatWasOffIsNotStarted() {
    Cluster cluster = Objects.requireNonNull(Samples.CLUSTER.cluster());
    rig.world.topology =
        new Topology(
            Samples.CLUSTER.kind(),
            Samples.SERVER,
            Samples.CLUSTER.replicaSets(),
            Samples.CLUSTER.identity(),
            new Cluster(cluster.configServers(), cluster.shards(), false));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.script.calls())
        .contains("Cluster.stopBalancer")
        .doesNotContain("Cluster.startBalancer");
    assertThat(rig.world.intents.get(request.operation()))
        .doesNotContain(new Intent.StopBalancer(Samples.SHOP));
    assertThat(rig.world.balancing).isFalse();
  }

  @Test
  void aFailedDumpStopsTheOthersAndTheBalancerRunsAgain() {
    WorkflowStub run = rig.startHoldingDumps(request);

    rig.world.script.failHeld("LogicalBackup.dump", Samples.lasting());

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
    assertThat(rig.world.script.cancelledBefore("Cluster.startBalancer"))
        .containsExactly("LogicalBackup.dump", "LogicalBackup.dump");

    assertThat(rig.world.balancing).isTrue();
    assertThat(rig.world.script.calls()).contains("Cluster.startBalancer");
    assertThat(rig.world.payloads).isEmpty();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void aCancelledDumpEndsAndThenTheBalancerRunsAgain() {
    WorkflowStub run = rig.startHoldingDumps(request);
    assertThat(rig.world.balancing).isFalse();

    run.cancel();
    Rig.awaitEnd(run);

    assertThat(rig.world.balancing).isTrue();
    assertThat(rig.world.script.cancelledBefore("Cluster.startBalancer"))
        .contains("LogicalBackup.dump");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @Test
  void aBalancerThatCannotBeStartedIsTriedUntilItCan() {
    rig.world.script.fail(
        "Cluster.startBalancer", 200, Samples.error(ErrorCode.DATABASE_UNREACHABLE));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.balancing).isTrue();
  }

  @Test
  void whereAPrivilegeIsMissingTheClusterIsLeftAlone() {
    rig.world.script.fail("Cluster.requirePrivileges", 1, Samples.error(ErrorCode.ACCESS_DENIED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.ACCESS_DENIED);

    assertThat(rig.world.script.calls())
        .doesNotContain("Cluster.stopBalancer", "LogicalBackup.prepare");
    assertThat(rig.world.intents.get(request.operation()))
        .doesNotContain(new Intent.StopBalancer(Samples.SHOP));
  }

  @Test
  void whereAStopFailsTheBalancerRunsAgain() {
    rig.world.script.fail("Cluster.stopBalancer", 1, Samples.error(ErrorCode.ACCESS_DENIED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.ACCESS_DENIED);

    assertThat(rig.world.script.calls())
        .contains("Cluster.startBalancer")
        .doesNotContain("LogicalBackup.prepare");
  }

  @Test
  void aSetThatBeginsAgainAfterTheTimeWasSettledNeedsALaterTime() {
    rig.world.script.fail("LogicalBackup.captureOplog", 1, Samples.error(ErrorCode.SOURCE_LOST));
    rig.world.script.fail(
        "LogicalBackup.captureOplog", 1, Samples.error(ErrorCode.OPLOG_ROLLED_OVER));
    rig.world.topology = onlyOneShard();

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.script.calls()).filteredOn("Cluster.settleTime"::equals).hasSize(2);
    assertThat(captured().getLast().until()).isEqualTo(rig.world.lastSettled());
  }

  @Test
  void aLostSourceIsReplacedWithinItsOwnSet() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.sources)
        .allSatisfy(
            source ->
                assertThat(source.source().address())
                    .startsWith(
                        switch (source.source().replicaSet()) {
                          case "rs1" -> "a";
                          case "rs2" -> "b";
                          default -> "c";
                        }));
    assertThat(captured()).hasSize(3);
  }

  /// The steps that keep the oplog, in the form in which they came last.
  private List<LogicalSource> captured() {
    return rig.world.sources.stream().filter(source -> source.until() != null).toList();
  }

  /// Of which the failures that are scripted are.
  private static Topology onlyOneShard() {
    return new Topology(
        Samples.CLUSTER.kind(),
        Samples.SERVER,
        Samples.CLUSTER.replicaSets().subList(0, 1),
        "cluster-1",
        Samples.CLUSTER.cluster());
  }
}
