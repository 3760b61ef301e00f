package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationEndureTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Backup request = Samples.backup("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void workersThatRememberNothingComeToTheSameEnd() {
    try (Rig forgetful = Rig.forgetful()) {
      OperationRequest.Restore restore = Samples.restore("two");

      assertThat(forgetful.start(request).getResult(BackupResult.class)).isNotNull();
      assertThat(forgetful.start(restore).getResult(RestoreResult.class)).isNotNull();

      assertThat(forgetful.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
      assertThat(forgetful.world.outcome(restore)).isEqualTo(OperationOutcome.COMPLETED);
    }
  }

  @Test
  void workersThatRememberNothingUndoWhatOthersBegan() {
    try (Rig forgetful = Rig.forgetful()) {
      forgetful.world.script.hold("LogicalBackup.captureOplog");
      WorkflowStub run = forgetful.start(request);
      forgetful.awaitCall("LogicalBackup.captureOplog");

      run.cancel();

      assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
      assertThat(forgetful.world.payloads).isEmpty();
      assertThat(forgetful.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
    }
  }

  @Test
  void signalsThatNobodyKnowsAreIgnored() {
    rig.world.script.hold("LogicalBackup.dump");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("LogicalBackup.dump");

    run.signal("finish", "rubbish");
    run.signal("", 4711);
    run.signal("__holdfast", new byte[] {0, 1, 2});
    rig.world.script.release("LogicalBackup.dump");

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @Test
  void whatAPredecessorLeftIsCleanedUpBeforeTheOwnWorkBegins() {
    rig.world.script.hold("Operation.recover");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Operation.recover");

    assertThat(rig.world.script.calls()).containsExactly("Operation.begin", "Operation.recover");

    rig.world.script.release("Operation.recover");
    assertThat(run.getResult(BackupResult.class)).isNotNull();
  }
}
