package io.holdfast.workflows.execution;

import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.ClaimWorkflow;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;

/// Waits to be released.
public final class ClaimWorkflowImpl implements ClaimWorkflow {
  private boolean released;

  @Override
  public void hold(OperationId operation) {
    try {
      Workflow.await(() -> released);
    } catch (CanceledFailure e) {
      Workflow.newDetachedCancellationScope(this::outlast).run();
      throw e;
    }
  }

  @Override
  public void release() {
    released = true;
  }

  /// The operation's workflow is gone; what its activities do may go on.
  private void outlast() {
    var _ = Workflow.await(ActivityProfiles.AFTERLIFE, () -> released);
  }
}
