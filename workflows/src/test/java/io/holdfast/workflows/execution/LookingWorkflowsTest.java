package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookingWorkflowsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anInspectionAnswersTheTopologyAndLeavesNoRecord() {
    WorkflowStub run = start("Inspect", Samples.SHOP);

    assertThat(run.getResult(Topology.class)).isEqualTo(Samples.TOPOLOGY);
    assertThat(rig.world.script.calls()).containsExactly("Topology.inspect");
  }

  @Test
  void aPlanAnswersWhatARestoreWouldDoAndChangesNothing() {
    WorkflowStub run = start("PlanRestore", Samples.restore("one").restore());

    assertThat(run.getResult(RestorePlan.class).allowed()).isTrue();
    assertThat(rig.world.script.calls()).containsExactly("Restore.detail");
  }

  @Test
  void whoeverWaitsGetsTheReasonAfterASecondAttempt() {
    rig.world.script.fail("Topology.inspect", 9, Samples.error(ErrorCode.DATABASE_UNREACHABLE));

    FailureInfo failure = Rig.failure(start("Inspect", Samples.SHOP));

    assertThat(failure.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
    assertThat(rig.world.script.calls()).hasSize(2);
  }

  @Test
  void alsoWhereNobodyHoldsTheLockOthersMayLookDuringABackup() {
    rig.world.script.hold("LogicalBackup.dump");
    WorkflowStub backup = rig.start(Samples.backup("one"));
    rig.awaitCall("LogicalBackup.dump");

    assertThat(start("Inspect", Samples.SHOP).getResult(Topology.class)).isNotNull();

    rig.world.script.release("LogicalBackup.dump");
    assertThat(backup.getResult(Object.class)).isNotNull();
  }

  private WorkflowStub start(String type, Object argument) {
    WorkflowStub run =
        rig.client()
            .newUntypedWorkflowStub(
                type, WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).build());
    var _ = run.start(argument);
    return run;
  }
}
