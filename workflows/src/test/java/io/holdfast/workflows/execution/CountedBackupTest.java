package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The counting of documents beside a copy.
class CountedBackupTest {
  private static final String COUNT = "ExternalBackup.count";

  private final Rig rig = Rig.ofPercona();
  private final OperationRequest.Backup request = Samples.external("one", Duration.ofDays(1));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theFilesAreKeptUntilTheDocumentsAreCounted() {
    rig.world.script.hold(COUNT);
    WorkflowStub run = rig.start(request);
    var _ = rig.finishCopy(request, 1);
    Awaitility.await().until(() -> run.query("state", BackupState.class) == BackupState.COPY_DONE);
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.close");

    rig.world.script.release(COUNT);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence(COUNT, "ExternalBackup.close", "ExternalBackup.complete");
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("The documents of 4 of the 5 collections of db3:27017 are counted.");
  }

  @Test
  void aCountIsNotWaitedForPastTheDeadlineOfTheCopy() {
    rig.world.script.hold(COUNT);
    OperationRequest.Backup brief = Samples.external("brief", Duration.ofSeconds(3));
    WorkflowStub run = rig.start(brief);
    var _ = rig.finishCopy(brief, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.cancelled()).contains(COUNT);
  }

  @Test
  void aBackupWithoutCountsIsAGoodOne() {
    rig.world.script.fail(COUNT, 1, Samples.error(ErrorCode.ACCESS_DENIED));
    WorkflowStub run = rig.start(request);
    var _ = rig.finishCopy(request, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(run.query("progress", OperationStatus.class).detail())
        .contains("The documents of db3:27017 are not counted:");
  }

  @Test
  void aLostCursorEndsTheCountToo() {
    rig.world.script.hold(COUNT);
    WorkflowStub run = rig.start(request);
    var _ = rig.awaitCopy(request, 1);
    rig.world.externals.lose();
    var _ = rig.awaitCopy(request, 2);
    rig.world.script.release(COUNT);
    var _ = rig.finishCopy(request, 2);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.cancelled()).contains(COUNT);
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }
}
