package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.OperationStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Takes one backup of one instance. Runs under the instance's lock, survives any crash of a
/// worker, and ends with the backup's manifest in the repository or with nothing left of it there.
@WorkflowInterface
public interface BackupWorkflow {

  @WorkflowMethod(name = "Backup")
  BackupResult run(BackupRequest request);

  @QueryMethod
  BackupState state();

  /// Which stage the backup is in and what is known of it so far.
  @QueryMethod
  OperationStatus progress();
}
