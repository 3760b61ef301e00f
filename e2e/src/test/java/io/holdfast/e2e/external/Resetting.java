package io.holdfast.e2e.external;

import static org.awaitility.Awaitility.await;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.UUID;

/// What `temporal workflow reset` does.
final class Resetting {
  private static final String NAMESPACE = "default";

  /// Every workflow's first task ends with its fourth event.
  private static final long FIRST_TASK = 4;

  private Resetting() {}

  /// Runs a workflow that is over again from its first task on, with the signals that it got.
  ///
  /// @return the status in which the new run ends
  static String reset(WorkflowStub over, String temporal) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
    try {
      WorkflowExecution run = over.describe().getExecution();
      String again =
          service
              .blockingStub()
              .resetWorkflowExecution(
                  ResetWorkflowExecutionRequest.newBuilder()
                      .setNamespace(NAMESPACE)
                      .setWorkflowExecution(run)
                      .setWorkflowTaskFinishEventId(FIRST_TASK)
                      .setRequestId(UUID.randomUUID().toString())
                      .setReason("a test")
                      .build())
              .getRunId();
      WorkflowExecution newRun = run.toBuilder().setRunId(again).build();
      return await()
          .atMost(ExternalRig.LIMIT)
          .until(
              () -> status(service, newRun),
              status -> status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
          .name();
    } finally {
      service.shutdownNow();
    }
  }

  private static WorkflowExecutionStatus status(
      WorkflowServiceStubs service, WorkflowExecution run) {
    return service
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(run)
                .build())
        .getWorkflowExecutionInfo()
        .getStatus();
  }
}
