package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExternalBackupWorkflowTest {
  private final Rig rig = Rig.ofPercona();
  private final OperationRequest.Backup request = Samples.external("one", Duration.ofDays(1));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void itWaitsForTheCopyProvesTheCursorAndCompletes() {
    WorkflowStub run = rig.start(request);

    CopyStatus ready = rig.awaitCopy(request, 1);
    assertThat(ready.nodes())
        .extracting("address", "files")
        .containsExactly(tuple("db3:27017", 42));
    assertThat(ready.deadline()).isNotNull();
    assertThat(String.valueOf(ready.token())).startsWith(request.operation() + ".1.");
    FinishAnswer answer = rig.finishCopy(request, 1);

    assertThat(answer.refusal()).isNull();
    assertThat(run.getResult(BackupResult.class).plainBytes()).isEqualTo(90_000);
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Operation.intend",
            "ExternalBackup.hold",
            "ExternalBackup.close",
            "ExternalBackup.complete",
            "Operation.end");
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(1);
  }

  @Test
  void theIntentIsWrittenBeforeTheCursorIsOpened() {
    var _ = rig.start(request);
    var _ = rig.awaitCopy(request, 1);

    assertThat(rig.world.intents.get(request.operation()))
        .contains(new Intent.HoldCursor("db3:27017"));
  }

  @Test
  void theDetailsSayWhatToCopyFromWhereAndTheExactNextCommand() {
    var _ = rig.start(request);
    String token = String.valueOf(rig.awaitCopy(request, 1).token());

    assertThat(rig.details(request))
        .contains("db3:27017", "/data/rs0", "42 files")
        .contains("holdfast backup finish shop nightly --token " + token)
        .contains("temporal workflow signal --workflow-id instance/shop --name finish");
  }

  @Test
  void theSignalFinishesAsWell() {
    WorkflowStub run = rig.start(request);
    run.signal("finish", String.valueOf(rig.awaitCopy(request, 1).token()));

    assertThat(run.getResult(BackupResult.class)).isNotNull();
  }

  @Test
  void aRefusedSignalIsShownWithTheReason() {
    WorkflowStub run = rig.start(request);
    var _ = rig.awaitCopy(request, 1);

    run.signal("finish", "rubbish");

    Awaitility.await().until(() -> rig.details(request).contains("That is no token of a copy."));
    assertThat(run.query("copy", CopyStatus.class).refusal())
        .isEqualTo("That is no token of a copy.");
  }

  @Test
  void aSignalThatIsNoTextChangesNothing() {
    WorkflowStub run = rig.start(request);
    String token = String.valueOf(rig.awaitCopy(request, 1).token());

    run.signal("finish", Map.of("token", 1));
    run.signal("cursorOpened", "rubbish");
    run.signal("finish", token);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
  }

  @Test
  void aLostCursorIsReplacedAndTheCopyAskedForAgain() {
    WorkflowStub run = rig.start(request);
    String first = String.valueOf(rig.awaitCopy(request, 1).token());
    rig.world.externals.lose();
    assertThat(rig.awaitCopy(request, 2).refusal()).startsWith("Attempt 1 is worth nothing: ");

    refused(run, first, ErrorCode.COPY_TOKEN_REFUSED, "attempt 1");
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("Attempt 1 is worth nothing");
    var _ = rig.finishCopy(request, 2);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }

  @Test
  void aCursorThatTurnsOutDeadAtTheFinishMakesTheCopyWorthless() {
    rig.world.externals.dieUnseen();
    WorkflowStub run = rig.start(request);
    var _ = rig.finishCopy(request, 1);
    var _ = rig.awaitCopy(request, 2);

    assertThat(rig.world.externals.completed).isEmpty();
    var _ = rig.finishCopy(request, 2);
    assertThat(run.getResult(BackupResult.class)).isNotNull();
  }

  @Test
  void aTokenOfAnotherOperationIsRefused() {
    WorkflowStub run = rig.start(request);
    String token = String.valueOf(rig.awaitCopy(request, 1).token());
    OperationRequest other = Samples.external("other", Duration.ofDays(1));

    refused(
        run,
        token.replace(request.operation().toString(), other.operation().toString()),
        ErrorCode.COPY_TOKEN_REFUSED,
        other.operation().toString());
  }

  @Test
  void aFinishBeforeTheCursorIsOpenIsRefused() {
    rig.world.script.hold("ExternalBackup.hold");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("ExternalBackup.hold");

    refused(run, request.operation() + ".1.00000000", ErrorCode.COPY_NOT_READY, "does not wait");
  }

  @Test
  void pastItsDeadlineItFailsAndTheCursorIsClosed() {
    OperationRequest.Backup brief = Samples.external("brief", Duration.ofSeconds(2));
    WorkflowStub run = rig.start(brief);

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.COPY_OVERDUE);
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "Operation.undo", "Operation.end");
    assertThat(rig.world.closedCursors).containsExactly("db3:27017");
  }

  @Test
  void beforeTheDeadlineItWarns() {
    OperationRequest.Backup brief = Samples.external("brief", Duration.ofSeconds(8));
    var _ = rig.start(brief);
    var _ = rig.awaitCopy(brief, 1);

    Awaitility.await().until(() -> rig.details(brief).contains("more; then the backup fails"));
    assertThat(rig.stub(brief).query("state", BackupState.class)).isEqualTo(BackupState.COPY_READY);
  }

  @Test
  void aCancelClosesTheCursorBeforeTheOperationEnds() {
    WorkflowStub run = rig.start(request);
    var _ = rig.awaitCopy(request, 1);

    run.cancel();

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "Operation.undo", "Operation.end");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @Test
  void aRefusedCursorFailsTheBackup() {
    rig.world.script.fail("ExternalBackup.hold", 1, Samples.error(ErrorCode.CURSOR_REFUSED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.CURSOR_REFUSED);
  }

  @Test
  void aMemberThatCannotBeReachedIsTriedAgainWithoutCountingAnAttempt() {
    rig.world.script.fail("ExternalBackup.hold", 2, Samples.error(ErrorCode.SOURCE_LOST));
    WorkflowStub run = rig.start(request);

    var _ = rig.finishCopy(request, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(3);
  }

  @Test
  void aWorkflowOfTheOtherTypeRefusesIt() {
    WorkflowStub run =
        rig.startByHand("Backup", InstanceLock.workflowId(Samples.SHOP), request.backup());

    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED);
    assertThat(rig.world.script.calls()).doesNotContain("LogicalBackup.prepare");
  }

  private static void refused(WorkflowStub run, String token, ErrorCode code, String message) {
    FailureInfo refusal =
        Objects.requireNonNull(run.update("finish", FinishAnswer.class, token).refusal());

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.message()).contains(message);
  }
}
