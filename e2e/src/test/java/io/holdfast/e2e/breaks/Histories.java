package io.holdfast.e2e.breaks;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;

/// The histories of all workflows of a Temporal service, as JSON.
final class Histories {
  private Histories() {}

  static List<String> of(String address) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      WorkflowClient client =
          WorkflowClient.newInstance(service, WorkflowClientOptions.getDefaultInstance());
      return client
          .listExecutions("")
          .map(run -> run.getExecution())
          .map(run -> history(client, run))
          .toList();
    } finally {
      service.shutdownNow();
    }
  }

  private static String history(WorkflowClient client, WorkflowExecution run) {
    return client.fetchHistory(run.getWorkflowId(), run.getRunId()).toJson(true);
  }
}
