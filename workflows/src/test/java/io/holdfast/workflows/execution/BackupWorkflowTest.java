package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
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
    assertThat(rig.world.end(request.operation()).outcome()).isEqualTo(OperationOutcome.COMPLETED);
    assertThat(rig.world.manifests).containsExactly(result.backup());
  }
}
