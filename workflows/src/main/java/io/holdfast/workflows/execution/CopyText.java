package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.InstanceLock;
import java.util.stream.Collectors;

/// What the Temporal UI tells people who are to copy.
final class CopyText {
  private CopyText() {}

  static String markdown(BackupRef backup, CopyGate gate) {
    CopyStatus copy = gate.status(BackupState.COPY_READY);
    String text =
        """
        **Copy these files, attempt %d, until %s**

        %s
        - the list: `holdfast describe %s`

        When all are copied:

            holdfast backup finish %s %s --token %s

        or

            temporal workflow signal --workflow-id %s --name %s --input '"%s"'
        """
            .formatted(
                copy.attempt(),
                copy.deadline(),
                copy.nodes().stream().map(CopyText::node).collect(Collectors.joining("\n")),
                backup,
                backup.instance(),
                backup.name(),
                copy.token(),
                InstanceLock.workflowId(backup.instance()),
                ExternalBackupWorkflow.FINISH,
                copy.token());
    return copy.refusal() == null ? text : text + "\nA finish was refused: " + copy.refusal();
  }

  private static String node(OpenedCursor node) {
    return node.keeping() == Keeping.FSYNC_LOCK
        ? "- from `%s`, which is locked and takes no writes: every file below `%s`"
            .formatted(node.address(), node.dbPath())
        : "- from `%s`: %d files, %d bytes or more, below `%s`"
            .formatted(node.address(), node.files(), node.bytes(), node.dbPath());
  }
}
