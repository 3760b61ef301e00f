package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupCancelTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Backup request = Samples.backup("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Operation.begin",
        "Operation.recover",
        "Backup.admit",
        "Topology.inspect",
        "Operation.intend",
        "LogicalBackup.prepare",
        "LogicalBackup.dump",
        "LogicalBackup.captureOplog",
        "Backup.complete"
      })
  void aCancelTellsTheActivityUndoesThePayloadAndEndsTheRecord(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();

    assertCancelled(run);
    Awaitility.await()
        .untilAsserted(() -> assertThat(rig.world.script.cancelled()).containsExactly(activity));
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
    assertThat(rig.world.payloads).isEmpty();
    assertThat(rig.world.manifests).isEmpty();
    assertThat(run.query("state", BackupState.class)).isEqualTo(BackupState.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LogicalBackup.dump", "LogicalBackup.captureOplog", "Backup.complete"})
  void thePayloadIsDeletedOnlyAfterTheActivityHasStopped(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();
    assertCancelled(run);

    assertThat(rig.world.script.cancelledBefore("Operation.undo")).contains(activity);
  }

  @Test
  void aCancelThatComesWhenTheManifestIsWrittenChangesNothing() {
    rig.world.script.hold("Operation.end");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Operation.end");

    run.cancel();
    rig.awaitCancelRequested(request);
    rig.world.script.release("Operation.end");

    // The SDK closes the run as cancelled; the record has the truth.
    assertCancelled(run);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(rig.world.manifests).hasSize(1);
  }

  @Test
  void aCancelDuringTheUndoingOfAFailureDoesNotStopTheUndoing() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.lasting());
    rig.world.script.hold("Operation.undo");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Operation.undo");

    run.cancel();
    rig.awaitCancelRequested(request);
    rig.world.script.release("Operation.undo");

    assertCancelled(run);
    assertThat(rig.world.script.cancelled()).isEmpty();
    assertThat(rig.world.payloads).isEmpty();
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
  }

  @Test
  void aSecondCancelIsNoMoreThanTheFirst() {
    rig.world.script.hold("LogicalBackup.dump");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("LogicalBackup.dump");

    run.cancel();
    run.cancel();

    assertCancelled(run);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  private static void assertCancelled(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(BackupResult.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
  }
}
