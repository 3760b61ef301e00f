package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.InstanceLock;

/// What the Temporal UI tells people who are to copy.
final class CopyText {
  private CopyText() {}

  static String markdown(BackupRef backup, OpenedCursor cursor, CopyGate gate) {
    CopyStatus copy = gate.status(BackupState.COPY_READY);
    String text =
        """
        **Copy these files, attempt %d, until %s**

        - from `%s`: %d files, %d bytes or more, below `%s`
        - the list: `holdfast describe %s`

        When all are copied:

            holdfast backup finish %s %s --token %s

        or

            temporal workflow signal --workflow-id %s --name %s --input '"%s"'
        """
            .formatted(
                copy.attempt(),
                copy.deadline(),
                cursor.address(),
                cursor.files(),
                cursor.bytes(),
                cursor.dbPath(),
                backup,
                backup.instance(),
                backup.name(),
                copy.token(),
                InstanceLock.workflowId(backup.instance()),
                ExternalBackupWorkflow.FINISH,
                copy.token());
    return copy.refusal() == null ? text : text + "\nA finish was refused: " + copy.refusal();
  }
}
