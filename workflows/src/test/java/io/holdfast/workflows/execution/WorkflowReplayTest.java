package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowHistoryLoader;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs that an earlier version of the workflows began must go on with this one.
class WorkflowReplayTest {
  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());
  private final Worker worker =
      environment.newWorker(
          TaskQueues.CONTROL,
          // A busy machine may take long to load classes in a workflow's first task.
          WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build());

  WorkflowReplayTest() {
    WorkflowTypes.register(worker);
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @ParameterizedTest
  @MethodSource("io.holdfast.workflows.execution.Played#all")
  void aRecordedHistoryIsReplayedCommandByCommand(Played scenario) throws IOException {
    WorkflowExecutionHistory recorded = recorded(scenario);

    assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(recorded, worker))
        .doesNotThrowAnyException();
  }

  @Test
  void aHistoryOfAnotherOrderIsNoticed() throws IOException {
    WorkflowExecutionHistory recorded = recorded(Scenario.BACKUP_COMPLETED);
    History.Builder otherOrder = recorded.getHistory().toBuilder();
    otherOrder
        .getEventsBuilderList()
        .forEach(
            event -> {
              if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
                event
                    .getActivityTaskScheduledEventAttributesBuilder()
                    .getActivityTypeBuilder()
                    .setName("Restore.Load");
              }
            });

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    new WorkflowExecutionHistory(otherOrder.build(), "instance/shop"), worker))
        .hasStackTraceContaining("Restore.Load");
  }

  private static WorkflowExecutionHistory recorded(Played scenario) throws IOException {
    return WorkflowHistoryLoader.readHistoryFromResource(scenario.resource());
  }
}
