package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// External backups of clusters, of locked members, and those that a command copies.
class ExternalKindsTest {
  @AutoClose private final Rig rig = Rig.ofPercona();

  private static OperationRequest.Backup request(Keeping keeping, CopyMeans copy) {
    return Samples.external("nightly", Duration.ofDays(1), new ExternalOptions(keeping, copy));
  }

  @Test
  void aClustersMembersAreKeptForOneTimeWhileTheBalancerIsStopped() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    OperationRequest.Backup request = Samples.external("nightly", Duration.ofDays(1));
    WorkflowStub run = rig.start(request);

    CopyStatus ready = rig.awaitCopy(request, 1);
    assertThat(ready.nodes()).extracting("replicaSet").containsExactly("rs1", "rs2", "cfg");
    assertThat(rig.world.balancing).as("once all have one time").isTrue();
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "Cluster.stopBalancer",
            "ExternalBackup.hold",
            "Cluster.settleTime",
            "ExternalBackup.extend",
            "Cluster.startBalancer");
    assertThat(rig.world.intents.get(request.operation()))
        .contains(new Intent.StopBalancer(Samples.SHOP), new Intent.HoldCursor("b2:27017"));
    var _ = rig.finishCopy(request, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed)
        .extracting(task -> task.source().replicaSet())
        .containsExactly("rs1", "rs2", "cfg");
  }

  @Test
  void oneLostCursorOfAClusterCostsTheCopyOfAll() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    OperationRequest.Backup request = Samples.external("nightly", Duration.ofDays(1));
    WorkflowStub run = rig.start(request);
    var _ = rig.awaitCopy(request, 1);

    rig.world.externals.lose();
    var _ = rig.finishCopy(request, 2);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsOnly(2);
  }

  @Test
  void aCursorThatCannotBeExtendedIsClosedWithTheOthersAndTriedAgain() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    OperationRequest.Backup request = Samples.external("nightly", Duration.ofDays(1));
    rig.world.script.fail("ExternalBackup.extend", 1, Samples.error(ErrorCode.CURSOR_LOST));
    WorkflowStub run = rig.start(request);

    var _ = rig.finishCopy(request, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsOnly(2);
    assertThat(rig.world.balancing).isTrue();
  }

  @Test
  void aServerWithoutBackupCursorsIsLockedAndUnlocked() {
    rig.world.topology = Samples.TOPOLOGY;
    OperationRequest.Backup request = Samples.external("nightly", Duration.ofDays(1));
    WorkflowStub run = rig.start(request);

    assertThat(rig.awaitCopy(request, 1).nodes())
        .extracting("keeping")
        .containsExactly(Keeping.FSYNC_LOCK);
    assertThat(rig.details(request)).contains("is locked and takes no writes");
    var _ = rig.finishCopy(request, 1);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "ExternalBackup.release");
  }

  @Test
  void aLockThatIsLostIsReleasedBeforeAnotherOneIsTaken() {
    OperationRequest.Backup request = request(Keeping.FSYNC_LOCK, CopyMeans.MANUAL);
    WorkflowStub run = rig.start(request);
    var _ = rig.awaitCopy(request, 1);

    rig.world.externals.lose();
    var _ = rig.finishCopy(request, 2);

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "ExternalBackup.hold", "ExternalBackup.release", "ExternalBackup.hold");
  }

  @Test
  void aPrimaryIsLockedWithConsentOnly() {
    rig.world.topology = Samples.STANDALONE;

    FailureInfo failure = Rig.failure(rig.start(Samples.external("nightly", Duration.ofDays(1))));

    assertThat(failure.code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED);
    assertThat(failure.message()).contains("lock-not-on-a-primary", "db1:27017");
    assertThat(rig.world.script.calls()).doesNotContain("ExternalBackup.hold");
  }

  @Test
  void aClusterIsNotLocked() {
    rig.world.topology = Samples.CLUSTER;

    FailureInfo failure = Rig.failure(rig.start(Samples.external("nightly", Duration.ofDays(1))));

    assertThat(failure.message()).contains("lock-not-in-a-cluster");
  }

  @Test
  void whereNoAgentHasACommandAWorkersCopiesAndNobodyIsAsked() {
    rig.world.topology = Samples.AGENTS_EVERYWHERE;
    WorkflowStub run = rig.start(request(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND));

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.script.calls())
        .containsSubsequence(
            "ExternalBackup.hold",
            "CopyCommand.run",
            "ExternalBackup.close",
            "ExternalBackup.complete");
  }

  @Test
  void aCommandThatFailsFailsTheBackupAndTheCursorIsClosed() {
    OperationRequest.Backup request = request(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND);
    rig.world.topology = Samples.AGENTS_EVERYWHERE;
    rig.world.script.fail("CopyCommand.run", 1, Samples.error(ErrorCode.COPY_COMMAND_FAILED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.COPY_COMMAND_FAILED);
    assertThat(rig.world.script.calls())
        .containsSubsequence("ExternalBackup.close", "Operation.undo", "Operation.end");
  }

  @Test
  void oneCommandThatFailsEndsTheOthers() {
    rig.world.topology = Samples.PERCONA_CLUSTER;
    rig.world.commands.agentsRefusal = null;
    rig.world.script.hold("AgentCommand.run");
    rig.world.script.fail("AgentCommand.run", 1, Samples.error(ErrorCode.COPY_COMMAND_FAILED));

    FailureInfo failure = Rig.failure(rig.start(request(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND)));

    assertThat(failure.code()).isEqualTo(ErrorCode.COPY_COMMAND_FAILED);
    assertThat(rig.world.script.cancelled()).contains("AgentCommand.run");
  }

  @Test
  void whileACommandCopiesNobodyCanSayThatItIsDone() {
    OperationRequest.Backup request = request(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND);
    rig.world.commands.agentsRefusal = null;
    rig.world.script.hold("AgentCommand.run");
    WorkflowStub run = rig.start(request);
    assertThat(rig.awaitCopy(request, 1).token()).isNull();
    assertThat(rig.details(request)).doesNotContain("backup finish");
    String token = request.operation() + ".1.0123abcd";

    FailureInfo refusal =
        Objects.requireNonNull(run.update("finish", FinishAnswer.class, token).refusal());

    assertThat(refusal.code()).isEqualTo(ErrorCode.COPY_NOT_READY);
    assertThat(refusal.message()).contains("a command copies");
    run.cancel();
    assertThat(Rig.failure(run).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
    assertThat(rig.world.script.cancelled()).contains("AgentCommand.run");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.CANCELLED);
  }

  @Test
  void aCursorThatIsLostWhileTheCommandRunsStopsItAndRunsItAgain() {
    OperationRequest.Backup request = request(Keeping.BACKUP_CURSOR, CopyMeans.COMMAND);
    rig.world.commands.agentsRefusal = null;
    rig.world.script.hold("AgentCommand.run");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("AgentCommand.run");

    rig.world.externals.lose();
    var _ = rig.awaitCopy(request, 2);
    rig.world.script.release("AgentCommand.run");

    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(rig.world.externals.completed).extracting(CopyTask::round).containsExactly(2);
  }
}
