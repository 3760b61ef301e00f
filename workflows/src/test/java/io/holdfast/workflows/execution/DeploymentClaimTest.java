package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Here `shop` and `shop-clone` are two names of one deployment.
@Timeout(60)
class DeploymentClaimTest {
  private static final Topology DEPLOYMENT = Samples.CLUSTER;

  private final Rig rig = new Rig();
  private final OperationRequest.Backup backup = Samples.backup("one");
  private final OperationRequest.Restore restore = Samples.restore("two");

  @BeforeEach
  void name() {
    rig.world.topology = DEPLOYMENT;
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anOperationOnTheSameDeploymentUnderAnotherNameIsRefusedAndNamesTheOneThatRuns() {
    WorkflowStub running = rig.startHoldingDumps(backup);

    FailureInfo refusal = Rig.failure(rig.start(restore));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INSTANCE_BUSY);
    assertThat(refusal.message())
        .contains("'shop-clone' is the same deployment as 'shop'", backup.operation().toString());
    assertThat(rig.world.failure(restore)).isEqualTo(refusal);
    assertThat(rig.world.script.calls()).doesNotContain("Restore.plan", "Restore.prepare");
    rig.world.script.release("LogicalBackup.dump");
    assertThat(running.getResult(BackupResult.class)).isNotNull();
  }

  @Test
  void whenTheOneHasEndedTheOtherMayBegin() {
    assertThat(rig.start(backup).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.start(restore).getResult(RestoreResult.class)).isNotNull();
    assertThat(rig.start(Samples.compare("three")).getResult(Object.class)).isNotNull();
  }

  @Test
  void aCancelledOperationClaimsUntilItHasCleanedUp() {
    WorkflowStub running = rig.startHoldingDumps(backup);
    rig.world.script.hold("Operation.undo");
    running.cancel();
    rig.awaitCall("Operation.undo");

    assertThat(Rig.failure(rig.start(restore)).code()).isEqualTo(ErrorCode.INSTANCE_BUSY);

    rig.world.script.release("Operation.undo");
    Rig.awaitEnd(running);
    assertThat(rig.world.outcome(backup)).isEqualTo(OperationOutcome.CANCELLED);
    assertThat(rig.start(Samples.restore("three")).getResult(RestoreResult.class)).isNotNull();
  }

  /// The service in memory ends no children with their parent; how long the claim lasts then is for
  /// a real one.
  @Test
  void aTerminatedOperationsClaimIsNotGoneWithIt() {
    WorkflowStub running = rig.startHoldingDumps(backup);

    running.terminate("a person did");

    assertThat(Rig.failure(rig.start(restore)).code()).isEqualTo(ErrorCode.INSTANCE_BUSY);
    rig.world.script.release("LogicalBackup.dump");
    // It holds the instance's lock, and so knows that nothing of the other goes on.
    assertThat(rig.start(Samples.backup("again")).getResult(BackupResult.class)).isNotNull();
  }

  @Test
  void anotherDeploymentMadeOfTheSameFilesIsAnother() {
    WorkflowStub running = rig.startHoldingDumps(backup);
    rig.world.topology =
        new Topology(
            Samples.TOPOLOGY.kind(),
            Samples.SERVER,
            Samples.TOPOLOGY.replicaSets(),
            DEPLOYMENT.identity(),
            null);

    assertThat(rig.start(restore).getResult(RestoreResult.class)).isNotNull();

    rig.world.script.release("LogicalBackup.dump");
    assertThat(running.getResult(BackupResult.class)).isNotNull();
  }
}
