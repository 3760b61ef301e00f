package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreFailureTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Restore request = Samples.restore("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Operation.begin",
        "Operation.recover",
        "Restore.plan",
        "Restore.verify",
        "Restore.prepare",
        "Restore.load",
        "Restore.replay",
        "Restore.buildIndexes",
        "Restore.mergeUsers",
        "Restore.prove",
        "Restore.record",
        "Operation.end"
      })
  void aPassingErrorIsRiddenOut(String activity) {
    rig.world.script.fail(activity, 4, Samples.passing());

    assertThat(rig.start(request).getResult(RestoreResult.class)).isNotNull();

    assertThat(rig.world.script.calls()).filteredOn(activity::equals).hasSize(5);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({
    "Restore.verify, CHECKING",
    "Restore.prepare, LOADING",
    "Restore.load, LOADING",
    "Restore.replay, REPLAYING",
    "Restore.buildIndexes, INDEXING",
    "Restore.mergeUsers, INDEXING",
    "Restore.prove, PROVING"
  })
  void aLastingErrorIsRecordedWithTheStateItHappenedIn(String activity, RestoreState failedIn) {
    rig.world.script.fail(activity, 1, Samples.lasting());

    WorkflowStub run = rig.start(request);
    FailureInfo failure = Rig.failure(run);

    assertThat(failure).isEqualTo(FailureInfo.of(Samples.lasting()));
    RestoreRecord record = rig.world.restoreRecord();
    assertThat(record.state()).isEqualTo(RestoreState.FAILED);
    assertThat(record.failedIn()).isEqualTo(failedIn);
    assertThat(record.failure()).isEqualTo(failure);
    assertThat(rig.world.failure(request)).isEqualTo(failure);
    assertThat(run.query("state", RestoreState.class)).isEqualTo(RestoreState.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Operation.begin", "Operation.recover", "Restore.plan"})
  void aLastingErrorBeforeThePlanEndsTheOperationOnly(String activity) {
    rig.world.script.fail(activity, 1, Samples.lasting());

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(rig.world.restores.records).isEmpty();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "Restore.verify, CHECKING",
    "Restore.prepare, LOADING",
    "Restore.load, LOADING",
    "Restore.replay, REPLAYING",
    "Restore.buildIndexes, INDEXING",
    "Restore.mergeUsers, INDEXING",
    "Restore.prove, PROVING"
  })
  void aCancelTellsTheActivityAndIsRecorded(String activity, RestoreState cancelledIn) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();

    assertCancelled(run);
    assertThat(rig.world.script.cancelledBefore("Restore.record")).containsExactly(activity);
    assertThat(rig.world.restoreRecord().state()).isEqualTo(RestoreState.CANCELLED);
    assertThat(rig.world.restoreRecord().failedIn()).isEqualTo(cancelledIn);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
    assertThat(run.query("state", RestoreState.class)).isEqualTo(RestoreState.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Operation.begin", "Operation.recover", "Restore.plan"})
  void aCancelBeforeThePlanEndsTheOperationOnly(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();

    assertCancelled(run);
    Awaitility.await()
        .untilAsserted(() -> assertThat(rig.world.script.cancelled()).contains(activity));
    assertThat(rig.world.restores.records).isEmpty();
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Restore.record", "Operation.end"})
  void aCancelAfterTheProofChangesNothing(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();
    rig.awaitCancelRequested(request);
    rig.world.script.release(activity);

    assertCancelled(run);
    assertThat(rig.world.restoreRecord().state()).isEqualTo(RestoreState.COMPLETED);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @Test
  void aRestoreRecordThatCannotBeWrittenDoesNotKeepTheOperationFromItsEnd() {
    rig.world.script.fail("Restore.load", 1, Samples.lasting());
    rig.world.script.fail("Restore.record", 1, Samples.error(ErrorCode.ACCESS_DENIED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
  }

  private static void assertCancelled(WorkflowStub run) {
    assertThatThrownBy(() -> run.getResult(RestoreResult.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
  }
}
