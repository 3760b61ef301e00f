package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackupWorkflowTest {
  private final Rig rig = new Rig();
  private final OperationRequest.Backup request = Samples.backup("one");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aBackupGoesThroughItsStagesInOrderAndEndsItsRecord() {
    BackupResult result = rig.start(request).getResult(BackupResult.class);

    assertThat(result.documents()).isEqualTo(1_000);
    assertThat(rig.world.script.calls())
        .containsExactly(
            "Operation.begin",
            "Operation.recover",
            "Backup.admit",
            "Topology.inspect",
            "Operation.intend",
            "LogicalBackup.prepare",
            "LogicalBackup.dump",
            "LogicalBackup.captureOplog",
            "Backup.complete",
            "Operation.end");
    assertThat(rig.world.outcome(request)).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(rig.world.manifests).containsExactly(result.backup());
  }

  @Test
  void itReadsFromTheHiddenSecondaryAndSaysWhy() {
    rig.world.script.hold("LogicalBackup.dump");
    WorkflowStub run = rig.start(request);
    rig.awaitCall("LogicalBackup.dump");

    OperationStatus progress = run.query("progress", OperationStatus.class);

    assertThat(run.query("state", BackupState.class)).isEqualTo(BackupState.RUNNING);
    assertThat(progress.state()).isEqualTo("running");
    assertThat(progress.stage()).isEqualTo("Dumping the collections");
    assertThat(progress.detail()).contains("db3:27017").contains("hidden").contains("5");
    rig.world.script.release("LogicalBackup.dump");
    assertThat(run.getResult(BackupResult.class)).isNotNull();
    assertThat(run.query("state", BackupState.class)).isEqualTo(BackupState.COMPLETED);
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeAnythingIsWritten() {
    rig.world.taken.add(Samples.NIGHTLY);

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.BACKUP_EXISTS);

    assertThat(rig.world.script.calls())
        .doesNotContain("Operation.intend", "Operation.undo", "LogicalBackup.prepare");
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.BACKUP_EXISTS);
  }

  @Test
  void aTopologyThatTheRulesRefuseFailsTheBackupByTheRulesName() {
    rig.world.topology = Samples.STANDALONE;

    assertThat(Rig.failure(rig.start(request)).message()).contains("logical-needs-an-oplog");
    assertThat(rig.world.failure(request).code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED);
  }

  @Test
  void aReplicaSetWithoutAReadableMemberFailsTheBackup() {
    rig.world.topology =
        new Topology(
            TopologyKind.REPLICA_SET,
            Samples.SERVER,
            List.of(new io.holdfast.workflows.instance.ReplicaSet("rs0", List.of())));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.NO_SUITABLE_MEMBER);
  }

  @Test
  void anOperationWhoseRecordIsOverDoesNothingAndLeavesTheRecordAlone() {
    rig.world.script.fail("Operation.begin", 1, Samples.error(ErrorCode.OPERATION_FINISHED));

    assertThat(Rig.failure(rig.start(request)).code()).isEqualTo(ErrorCode.OPERATION_FINISHED);
    assertThat(rig.world.script.calls()).containsExactly("Operation.begin");
  }
}
