package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import org.jspecify.annotations.Nullable;

/// The claims as Temporal has them: the claim's memo names the operation.
public final class TemporalClaims implements ClaimActivities {

  @Override
  public @Nullable Claim find(String deployment) {
    try {
      WorkflowExecutionDescription run =
          Activity.getExecutionContext()
              .getWorkflowClient()
              .newUntypedWorkflowStub(target(deployment))
              .describe();
      String memo = run.getMemo(OperationStarter.MEMO_OPERATION, String.class, String.class);
      boolean runs = run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      return memo != null && runs
          ? new Claim(OperationId.parse(memo), run.getExecution().getRunId())
          : null;
    } catch (WorkflowNotFoundException e) {
      return null;
    }
  }

  private static WorkflowTargetOptions target(String deployment) {
    return WorkflowTargetOptions.newBuilder()
        .setWorkflowExecution(
            WorkflowExecution.newBuilder()
                .setWorkflowId(DeploymentLock.workflowId(deployment))
                .build())
        .build();
  }
}
