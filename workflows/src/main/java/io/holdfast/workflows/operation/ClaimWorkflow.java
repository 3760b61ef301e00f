package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// An operation's claim on a deployment: it does nothing but run, under the deployment's lock, as a
/// child of the operation's workflow. So Temporal itself sees to it that there is one.
@WorkflowInterface
public interface ClaimWorkflow {

  /// Runs until the claim is released. Where the operation's workflow ends without having done so,
  /// because somebody terminated it, its activities may go on for a while: then the claim lasts as
  /// long.
  @WorkflowMethod(name = "DeploymentClaim")
  void hold(OperationId operation);

  /// Nothing of the operation touches the deployment any more.
  @SignalMethod
  void release();
}
