package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The claims as Temporal has them: the claim's memo names the operation.
public final class TemporalClaims implements ClaimActivities {

  @Override
  public @Nullable OperationId holder(String deployment) {
    try {
      return Optional.ofNullable(
              Activity.getExecutionContext()
                  .getWorkflowClient()
                  .newUntypedWorkflowStub(target(deployment))
                  .describe()
                  .getMemo(OperationStarter.MEMO_OPERATION, String.class, String.class))
          .map(OperationId::parse)
          .orElse(null);
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
