package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestoreWorkflowTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Restore request = Samples.restore("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aRestoreGoesThroughItsStagesInOrderAndIsRecorded() {
    RestoreResult result = rig.start(request).getResult(RestoreResult.class);

    assertThat(result).isEqualTo(new RestoreResult(Samples.BACKUP, Samples.POINT, 5, 1_000));
    assertThat(rig.world.script.calls())
        .containsExactly(
            "Operation.begin",
            "Operation.recover",
            "Topology.inspect",
            "Restore.plan",
            "Restore.verify",
            "Restore.prepare",
            "Restore.load",
            "Restore.replay",
            "Restore.buildIndexes",
            "Restore.mergeUsers",
            "Restore.prove",
            "Restore.record",
            "Operation.end");
    RestoreRecord record = rig.world.restoreRecord();
    assertThat(record.state()).isEqualTo(RestoreState.COMPLETED);
    assertThat(record.failedIn()).isNull();
    assertThat(record.proof()).isEqualTo(rig.world.restores.proof);
    assertThat(record.task().backup()).isEqualTo(Samples.BACKUP);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }

  @Test
  void theFirstClosedGateFailsTheRestoreAndNothingIsTouched() {
    FailureInfo notEmpty =
        new FailureInfo(ErrorCode.TARGET_NOT_EMPTY, "shop-clone holds 3 databases.", "Consent.");
    FailureInfo wrongVersion =
        new FailureInfo(ErrorCode.VERSION_MISMATCH, "7.0 into 6.0.", "Take 7.0.");
    rig.world.restores.gates =
        List.of(
            new Gate("server-reachable", null),
            new Gate("target-is-empty", notEmpty),
            new Gate("same-version", wrongVersion));

    assertThat(Rig.failure(rig.start(request))).isEqualTo(notEmpty);

    assertThat(rig.world.script.calls())
        .containsExactly(
            "Operation.begin",
            "Operation.recover",
            "Topology.inspect",
            "Restore.plan",
            "Restore.record",
            "Operation.end");
    assertThat(rig.world.restoreRecord().failedIn()).isEqualTo(RestoreState.CHECKING);
    assertThat(rig.world.restoreRecord().failure()).isEqualTo(notEmpty);
    assertThat(rig.world.failure(request)).isEqualTo(notEmpty);
  }

  @Test
  void aProofWithDifferencesFailsTheRestoreAndIsKeptInItsRecord() {
    rig.world.restores.proof = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.PROOF_FAILED);
    assertThat(failure.message()).contains("1 of 5").contains("shop-clone");
    RestoreRecord record = rig.world.restoreRecord();
    assertThat(record.state()).isEqualTo(RestoreState.FAILED);
    assertThat(record.failedIn()).isEqualTo(RestoreState.PROVING);
    assertThat(record.proof()).isEqualTo(rig.world.restores.proof);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void aBackupThatIsNotThereLeavesNoRestoreRecord() {
    rig.world.script.fail("Restore.plan", 1, Samples.error(ErrorCode.BACKUP_NOT_FOUND));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.BACKUP_NOT_FOUND);

    assertThat(rig.world.restores.records).isEmpty();
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.BACKUP_NOT_FOUND);
  }

  @Test
  void progressTellsWhatIsDoneSoFar() {
    rig.world.script.hold("Restore.prove");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("Restore.prove");

    OperationStatus progress = run.query("progress", OperationStatus.class);

    assertThat(run.query("state", RestoreState.class)).isEqualTo(RestoreState.PROVING);
    assertThat(progress.state()).isEqualTo("proving");
    assertThat(progress.detail()).contains("shop/nightly").contains("990").contains("42");
    rig.world.script.release("Restore.prove");
    assertThat(run.getResult(RestoreResult.class)).isNotNull();
  }
}
