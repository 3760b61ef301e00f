package io.holdfast.activities.operation;

import static io.holdfast.activities.operation.OperationBench.LOCK;
import static io.holdfast.activities.operation.OperationBench.NOON;
import static io.holdfast.activities.operation.OperationBench.backup;
import static io.holdfast.activities.operation.OperationBench.ended;
import static io.holdfast.activities.operation.OperationBench.ref;
import static io.holdfast.activities.operation.OperationBench.restore;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.runtime.ActivityProfiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
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
  void withNothingAbandonedRecoveryDoesNotWait() {
    OperationRequest before = backup("before");
    bench.operations.begin(before, LOCK, "run-0");
    bench.operations.end(before.operation(), ended(OperationOutcome.COMPLETED));
    bench.operations.begin(backup("own"), LOCK, "run-1");

    assertThat(bench.operations.recover(backup("own").operation())).isZero();
    assertThat(bench.clock.paused()).isZero();
  }

  @Test
  void anAbandonedBackupIsWaitedOutUndoneAndEnded() {
    OperationRequest dead = backup("dead");
    BackupRef backup = bench.writingPayload(dead);
    bench.repository.work(dead.operation()).write("plan", List.of("a"));
    bench.operations.begin(backup("own"), LOCK, "run-1");

    assertThat(bench.operations.recover(backup("own").operation())).isEqualTo(1);

    assertThat(bench.clock.paused()).isGreaterThanOrEqualTo(ActivityProfiles.HEARTBEAT);
    assertThat(bench.objects(backup)).isEmpty();
    assertThat(bench.repository.work(dead.operation()).names("")).isEmpty();
    assertThat(bench.outcome(dead)).isEqualTo(OperationOutcome.FAILED);
    assertThat(bench.failure(dead).code()).isEqualTo(ErrorCode.OPERATION_ABANDONED);
    assertThat(bench.operations.recover(backup("own").operation())).isZero();
  }

  @Test
  void anAbandonedBackupWhoseManifestIsThereWasCompleted() {
    OperationRequest dead = backup("dead");
    BackupRef backup = bench.writingPayload(dead);
    bench.complete(backup, dead.operation());

    bench.operations.recover(backup("own").operation());

    assertThat(bench.outcome(dead)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(bench.objects(backup)).contains(Layout.manifest(backup));
  }

  @Test
  void anAbandonedRestoreEndsAsItsRecordSays() {
    OperationRequest.Restore dead = restore("dead");
    bench.operations.begin(dead, LOCK, "run-0");
    FailureInfo why = new FailureInfo(ErrorCode.PROOF_FAILED, "2 of 5 differ.", "Look.");
    RestoreTask task = new RestoreTask(dead.restore(), ref("nightly"), NOON);
    bench
        .repository
        .catalogue()
        .writeRestore(
            new RestoreRecord(
                RestoreRecord.FORMAT,
                task,
                RestoreState.FAILED,
                RestoreState.PROVING,
                NOON,
                null,
                why));

    bench.operations.recover(backup("own").operation());

    assertThat(bench.record(dead).end())
        .isEqualTo(new OperationEnd(OperationOutcome.FAILED, NOON, why));
  }

  @Test
  void anAbandonedRestoreWithoutARecordSaysWhatTheTargetMayHold() {
    OperationRequest.Restore dead = restore("dead");
    bench.operations.begin(dead, LOCK, "run-0");

    bench.operations.recover(backup("own").operation());

    assertThat(bench.failure(dead).code()).isEqualTo(ErrorCode.OPERATION_ABANDONED);
    assertThat(bench.failure(dead).hint()).contains("may hold a part");
  }

  @Test
  void whatAnAbandonedRestoreLoadedBesideTheOldDataGoes() {
    OperationRequest.Restore dead = restore("dead");
    bench.operations.begin(dead, LOCK, "run-0");
    bench.operations.intend(dead.operation(), new Intent.LoadBeside(dead.restore().target()));

    bench.operations.recover(backup("own").operation());

    assertThat(bench.discardedShadows).containsExactly(dead.operation());
    assertThat(bench.outcome(dead)).isEqualTo(OperationOutcome.FAILED);
  }

  @Test
  void anAbandonedComparisonIsCompleteWhereItsVerdictIs() {
    OperationRequest.Compare told = compare("told");
    OperationRequest.Compare untold = compare("untold");
    bench.operations.begin(told, LOCK, "run-0");
    bench.operations.begin(untold, LOCK, "run-1");
    bench
        .repository
        .catalogue()
        .writeComparison(
            new ComparisonRecord(
                ComparisonRecord.FORMAT,
                new CompareTask(told.compare(), ref("nightly")),
                NOON,
                new Proof(1, 2, 0, List.of())));

    bench.operations.recover(backup("own").operation());

    assertThat(bench.record(told).end())
        .isEqualTo(new OperationEnd(OperationOutcome.COMPLETED, NOON, null));
    assertThat(bench.failure(untold).code()).isEqualTo(ErrorCode.OPERATION_ABANDONED);
    assertThat(bench.failure(untold).hint()).contains("Nothing was changed");
  }

  private static OperationRequest.Compare compare(String key) {
    return new OperationRequest.Compare(
        new CompareRequest(
            restore(key).operation(), restore(key).restore().source(), new BackupName("nightly")));
  }

  @Test
  void aYoungRequestThatNoRunHasBegunIsLeftToItsApi() {
    OperationRequest young = backup("young");
    var _ =
        bench.repository.catalogue().createOperation(OperationRecord.requested(young, NOON, "eve"));
    bench.clock.advance(Duration.ofSeconds(30));

    assertThat(bench.operations.recover(backup("own").operation())).isZero();
    assertThat(bench.record(young).end()).isNull();

    bench.clock.advance(Duration.ofSeconds(31));
    assertThat(bench.operations.recover(backup("own").operation())).isEqualTo(1);
    assertThat(bench.failure(young).code()).isEqualTo(ErrorCode.OPERATION_ABANDONED);
    assertThat(bench.clock.paused()).as("nobody ran, so nobody is waited for").isZero();
  }

  @Test
  void anAbandonedOperationIsFoundBehindManyRefusedRequests() {
    OperationRequest dead = backup("dead");
    bench.operations.begin(dead, LOCK, "run-0");
    for (int i = 0; i < 120; i++) {
      bench.clock.advance(Duration.ofSeconds(1));
      OperationRequest refused = backup("refused-" + i);
      OperationRecord record = OperationRecord.requested(refused, bench.clock.instant(), "policy");
      var _ =
          bench
              .repository
              .catalogue()
              .createOperation(record.ended(ended(OperationOutcome.REFUSED)));
    }

    assertThat(bench.operations.recover(backup("own").operation())).isEqualTo(1);
    assertThat(bench.failure(dead).code()).isEqualTo(ErrorCode.OPERATION_ABANDONED);
  }
}
