package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFailureTest {
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
        "Backup.complete",
        "Operation.end"
      })
  void aPassingErrorIsRiddenOut(String activity) {
    rig.world.script.fail(activity, 4, Samples.passing());

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();

    assertThat(rig.world.script.calls()).filteredOn(activity::equals).hasSize(5);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
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
  void aLastingErrorFailsTheBackupAndLeavesNothing(String activity) {
    rig.world.script.fail(activity, 1, Samples.lasting());

    WorkflowStub run = rig.start(request);
    FailureInfo failure = Rig.failure(run);

    assertThat(failure).isEqualTo(FailureInfo.of(Samples.lasting()));
    assertThat(rig.world.script.calls()).filteredOn(activity::equals).hasSize(1);
    assertThat(rig.world.failure(request)).isEqualTo(failure);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.FAILED);
    assertThat(rig.world.payloads).isEmpty();
    assertThat(rig.world.manifests).isEmpty();
    assertThat(run.query("state", BackupState.class)).isEqualTo(BackupState.FAILED);
  }

  @Test
  void aDatabaseThatStaysAwayFailsTheBackupWithItsLastError() {
    rig.world.script.fail("Topology.inspect", 1_000, Samples.error(ErrorCode.DATABASE_UNREACHABLE));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
  }

  @Test
  void anUnexpectedExceptionIsRetriedAndThenReportedByItsTypeOnly() {
    rig.world.script.fail("Topology.inspect", 1_000, new IllegalStateException("document 4711"));

    FailureInfo failure = Rig.failure(rig.start(request));

    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(failure.message())
        .contains("IllegalStateException")
        .contains("Topology.Inspect")
        .doesNotContain("4711");
  }

  @Test
  void aStoreThatIsAwayDuringTheUndoingIsWaitedForAndTheFirstErrorStands() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.lasting());
    rig.world.script.fail("Operation.undo", 200, Samples.passing());
    rig.world.script.fail("Operation.end", 200, Samples.passing());

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(rig.world.payloads).isEmpty();
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
  }

  @Test
  void anUndoingThatIsHopelessDoesNotKeepTheRecordFromItsEnd() {
    rig.world.script.fail("LogicalBackup.dump", 1, Samples.lasting());
    rig.world.script.fail("Operation.undo", 1, Samples.error(ErrorCode.MANIFEST_INVALID));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);

    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.OBJECT_CORRUPT);
  }

  @Test
  void anEndThatCannotBeWrittenDoesNotTakeTheBackupAway() {
    rig.world.script.fail("Operation.end", 1, Samples.error(ErrorCode.MANIFEST_INVALID));

    assertThat(rig.start(request).getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.manifests).hasSize(1);
  }

  @Test
  void aManifestWrittenByAnAttemptThatFailedAfterwardsMakesTheBackupComplete() {
    rig.world.failAfterManifest(Samples.lasting());

    BackupResult result = rig.start(request).getResult(BackupResult.class);

    assertThat(rig.world.manifests).containsExactly(result.backup());
    assertThat(rig.world.payloads).containsExactly(result.backup());
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
  }
}
