package io.holdfast.workflows.execution;

import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.ClaimWorkflow;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/// Waits to be released.
public final class ClaimWorkflowImpl implements ClaimWorkflow {
  /// The longest heartbeat timeout that a worker can be given, and what the SDK allows beyond it.
  private static final Duration AFTERLIFE = Duration.ofMinutes(10).plusSeconds(10);

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
    var _ = Workflow.await(AFTERLIFE, () -> released);
  }
}
