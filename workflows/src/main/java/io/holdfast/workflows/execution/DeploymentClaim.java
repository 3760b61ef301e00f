package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Claim;
import io.holdfast.workflows.operation.ClaimActivities;
import io.holdfast.workflows.operation.ClaimWorkflow;
import io.holdfast.workflows.operation.DeploymentLock;
import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An operation's claim on the deployment itself. The instance's lock excludes other operations on
/// the instance; this excludes those on another instance that is the same deployment.
final class DeploymentClaim {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ClaimActivities claims =
      Workflow.newActivityStub(ClaimActivities.class, ActivityProfiles.control());
  private final OperationId operation;
  private @Nullable ClaimWorkflow held;
  private @Nullable Promise<Void> end;

  DeploymentClaim(OperationId operation) {
    this.operation = operation;
  }

  /// Claims a deployment. What an operation of the same instance has left is released: whoever
  /// holds the instance's lock, and has recovered, knows that nothing of it goes on.
  ///
  /// @throws HoldfastException INSTANCE_BUSY when an operation on another instance claims it
  void take(String deployment) {
    while (!isTaken(deployment)) {
      Claim found = claims.find(deployment);
      if (found != null) {
        requireLeft(found.operation());
        release(deployment, found);
      }
      Workflow.sleep(PAUSE);
    }
  }

  private void requireLeft(OperationId holder) {
    if (!holder.instance().equals(operation.instance())) {
      throw new HoldfastException(
          ErrorCode.INSTANCE_BUSY,
          "'%s' is the same deployment as '%s', where %s runs."
              .formatted(operation.instance(), holder.instance(), holder),
          "Wait for it, or cancel it. One name for a deployment is enough.");
    }
  }

  /// Ends the claim, if there is one. Somebody may have ended it from outside.
  void release() {
    if (held == null || end == null || end.isCompleted()) {
      return;
    }
    try {
      held.release();
    } catch (SignalExternalWorkflowException e) {
      return;
    }
    var _ = end.handle((_, _) -> true).get();
  }

  private static void release(String deployment, Claim left) {
    WorkflowExecution run =
        WorkflowExecution.newBuilder()
            .setWorkflowId(DeploymentLock.workflowId(deployment))
            .setRunId(left.runId())
            .build();
    try {
      Workflow.newExternalWorkflowStub(ClaimWorkflow.class, run).release();
    } catch (SignalExternalWorkflowException e) {
      // It is gone by now.
    }
  }

  private boolean isTaken(String deployment) {
    ClaimWorkflow claim = Workflow.newChildWorkflowStub(ClaimWorkflow.class, options(deployment));
    // A cancel of the operation must not reach the claim while it cleans up.
    Workflow.newDetachedCancellationScope(() -> end = Async.procedure(claim::hold, operation))
        .run();
    try {
      var _ = Workflow.getWorkflowExecution(claim).get();
    } catch (ChildWorkflowFailure e) {
      return false;
    }
    held = claim;
    return true;
  }

  private ChildWorkflowOptions options(String deployment) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(DeploymentLock.workflowId(deployment))
        .setTaskQueue(TaskQueues.CONTROL)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setMemo(Map.of(OperationStarter.MEMO_OPERATION, operation.toString()))
        .setStaticSummary("claimed by " + operation)
        .build();
  }
}
