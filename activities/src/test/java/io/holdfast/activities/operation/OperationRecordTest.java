package io.holdfast.activities.operation;

import static io.holdfast.activities.operation.OperationBench.LOCK;
import static io.holdfast.activities.operation.OperationBench.NOON;
import static io.holdfast.activities.operation.OperationBench.PAYLOAD;
import static io.holdfast.activities.operation.OperationBench.assertFails;
import static io.holdfast.activities.operation.OperationBench.backup;
import static io.holdfast.activities.operation.OperationBench.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationRecordTest {
  @TempDir Path directory;
  private OperationBench bench;

  @BeforeEach
  void open() {
    bench = new OperationBench(directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void beginningNotesTheRunInTheRecordThatIsThere() {
    OperationRequest request = backup("one");
    var _ =
        bench
            .repository
            .catalogue()
            .createOperation(OperationRecord.requested(request, NOON, "eve"));

    bench.operations.begin(request, LOCK, "run-1");
    bench.operations.begin(request, LOCK, "run-1");

    OperationRecord record = bench.record(request);
    assertThat(record.runId()).isEqualTo("run-1");
    assertThat(record.requestedBy()).isEqualTo("eve");
  }

  @Test
  void beginningCreatesTheRecordOfAWorkflowThatWasStartedByHand() {
    OperationRequest request = backup("one");

    bench.operations.begin(request, LOCK, "run-1");

    assertThat(bench.record(request))
        .isEqualTo(OperationRecord.requested(request, NOON, "temporal").begun("run-1"));
  }

  @Test
  void anOperationThatIsOverDoesNotBeginAgain() {
    OperationRequest request = backup("one");
    bench.operations.begin(request, LOCK, "run-1");
    bench.operations.end(request.operation(), ended(OperationOutcome.COMPLETED));

    assertFails(ErrorCode.OPERATION_FINISHED, () -> bench.operations.begin(request, LOCK, "run-2"));
  }

  @Test
  void anOperationThatDoesNotHoldTheLockDoesNotBegin() {
    OperationRequest request = backup("one");

    assertFails(
        ErrorCode.VALIDATION_FAILED, () -> bench.operations.begin(request, "my-backup", "run-1"));

    assertThat(bench.repository.catalogue().operation(request.operation())).isEmpty();
  }

  @Test
  void oneIdDoesNotServeTwoRequests() {
    bench.operations.begin(backup("one"), LOCK, "run-1");
    OperationRequest other = backup("one", "weekly");

    assertFails(
        ErrorCode.IDEMPOTENCY_KEY_REUSED, () -> bench.operations.begin(other, LOCK, "run-2"));
  }

  @Test
  void theFirstEndStands() {
    OperationRequest request = backup("one");
    bench.operations.begin(request, LOCK, "run-1");

    bench.operations.end(request.operation(), ended(OperationOutcome.COMPLETED));
    bench.operations.end(request.operation(), ended(OperationOutcome.FAILED));

    assertThat(bench.record(request).end()).isEqualTo(ended(OperationOutcome.COMPLETED));
  }

  @Test
  void theEndRemovesTheWorkingLists() {
    OperationRequest request = backup("one");
    bench.operations.begin(request, LOCK, "run-1");
    bench.repository.work(request.operation()).write("plan", List.of("a", "b"));

    bench.operations.end(request.operation(), ended(OperationOutcome.FAILED));

    assertThat(bench.repository.work(request.operation()).names("")).isEmpty();
  }

  @Test
  void anEndWithoutARecordIsRefusedByName() {
    assertFails(
        ErrorCode.OPERATION_NOT_FOUND,
        () -> bench.operations.end(backup("one").operation(), ended(OperationOutcome.FAILED)));
  }

  @Test
  void undoingDeletesThePayloadThatWasIntended() {
    OperationRequest request = backup("one");
    BackupRef backup = bench.writingPayload(request);

    assertThat(bench.operations.undo(request.operation())).isTrue();

    assertThat(bench.objects(backup)).isEmpty();
    assertThat(bench.operations.undo(request.operation())).isTrue();
  }

  @Test
  void undoingNeverTouchesACompletedBackup() {
    OperationRequest request = backup("one");
    BackupRef backup = bench.writingPayload(request);
    bench.complete(backup, request.operation());

    assertThat(bench.operations.undo(request.operation())).isFalse();

    assertThat(bench.objects(backup)).contains(backup.prefix() + PAYLOAD, Layout.manifest(backup));
  }

  @Test
  void whatAnotherOperationCompletedUnderTheSamePrefixIsLeftAlone() {
    OperationRequest request = backup("one");
    BackupRef backup = bench.writingPayload(request);
    bench.complete(backup, backup("other").operation());

    assertThat(bench.operations.undo(request.operation())).isTrue();

    assertThat(bench.objects(backup)).contains(backup.prefix() + PAYLOAD);
  }
}
