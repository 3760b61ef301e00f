package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Restores that load beside what they replace.
class ShadowedRestoreTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Restore request = Samples.shadowedRestore("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nothingIsReplacedBeforeItIsProven() {
    rig.start(request).getResult(RestoreResult.class);

    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Restore.load",
            "Restore.replay",
            "Restore.buildIndexes",
            "Restore.proveShadow",
            "Restore.exchange",
            "Restore.mergeUsers",
            "Restore.prove",
            "Restore.record")
        .doesNotContain("Restore.discardShadow");
    assertThat(rig.world.restoreRecord().state()).isEqualTo(RestoreState.COMPLETED);
  }

  /// A terminated workflow drops nothing itself.
  @Test
  void thatItLoadsBesideIsOnRecordBeforeItDoes() {
    rig.world.script.hold("Restore.prepare");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Restore.prepare");

    assertThat(rig.world.intents.get(request.operation()))
        .containsExactly(new Intent.LoadBeside(request.operation().instance()));
    run.cancel();
    Rig.awaitEnd(run);
  }

  @Test
  void whatIsNotProvenTakesNoPlaceAndGoes() {
    Proof unproven = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));
    rig.world.restores.proof = unproven;

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.PROOF_FAILED);

    assertThat(rig.world.script.calls())
        .doesNotContain("Restore.exchange", "Restore.mergeUsers")
        .containsSubsequence("Restore.proveShadow", "Restore.discardShadow", "Restore.record");
    RestoreRecord record = rig.world.restoreRecord();
    assertThat(record.failedIn()).isEqualTo(RestoreState.INDEXING);
    assertThat(record.proof()).isEqualTo(unproven);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Restore.load", "Restore.proveShadow", "Restore.exchange"})
  void whatACancelledRestoreLoadedGoes(String activity) {
    rig.world.script.hold(activity);
    WorkflowStub run = rig.start(request);
    rig.awaitCall(activity);

    run.cancel();
    Rig.awaitEnd(run);

    assertThat(rig.world.script.calls())
        .containsSubsequence(activity, "Restore.discardShadow", "Restore.record");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @Test
  void aTargetThatIsAwayDoesNotKeepTheOperationFromItsEnd() {
    rig.world.script.fail("Restore.load", 1, Samples.lasting());
    rig.world.script.fail("Restore.discardShadow", 1, Samples.error(ErrorCode.ACCESS_DENIED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }
}
