package io.holdfast.workflows.external;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.model.OperationStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Takes one external backup of one instance: opens a backup cursor, waits until somebody has
/// copied the files that it keeps, proves that the cursor was alive all the while, and writes the
/// manifest. Runs under the instance's lock.
@WorkflowInterface
public interface ExternalBackupWorkflow {
  /// The signal and the update by which somebody says that the files are copied.
  String FINISH = "finish";

  @WorkflowMethod(name = "ExternalBackup")
  BackupResult run(BackupRequest request);

  @QueryMethod
  BackupState state();

  /// Which stage the backup is in and what is known of it so far.
  @QueryMethod
  OperationStatus progress();

  /// What is to be copied, until when, and by which token that is said to be done.
  @QueryMethod
  CopyStatus copy();

  /// Tells of an open cursor. Sent by the activity that holds it; one of an earlier round is left
  /// unheeded.
  @SignalMethod(name = "cursorOpened")
  void cursorOpened(OpenedCursor opened);

  /// Says that the files are copied. What is refused is shown in the workflow's details.
  ///
  /// @param token as [CopyToken] has it
  @SignalMethod(name = FINISH)
  void copied(String token);

  /// As the signal, with an answer. Accepted does not mean complete: the cursor is proven to be
  /// alive first. The same token is accepted again until then. A refusal is an answer and no
  /// failure: of what a validator throws Temporal's SDK keeps no type, and with it no code.
  @UpdateMethod(name = FINISH)
  FinishAnswer finish(String token);
}
