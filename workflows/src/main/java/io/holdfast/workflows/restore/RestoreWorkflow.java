package io.holdfast.workflows.restore;

import io.holdfast.workflows.model.OperationStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Brings one backup back into one instance and proves it. Runs under the target's lock; completes
/// only when the proof holds.
@WorkflowInterface
public interface RestoreWorkflow {

  @WorkflowMethod(name = "Restore")
  RestoreResult run(RestoreRequest request);

  @QueryMethod
  RestoreState state();

  /// Which stage the restore is in.
  @QueryMethod
  OperationStatus progress();
}
