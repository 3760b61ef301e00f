package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.operation.StartOutcome;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.awaitility.Awaitility;

/// A Temporal service in memory that skips time, with workers for a [World].
final class Rig implements AutoCloseable {
  final World world = new World();
  final OperationStarter starter;
  private final TestWorkflowEnvironment environment;

  Rig() {
    this(true);
  }

  /// @param registered whether the service knows our search attributes
  Rig(boolean registered) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(Payloads.converter())
                    .setIdentity("rig")
                    .build());
    if (registered) {
      SearchAttributes.ALL.forEach(
          key ->
              options.registerSearchAttribute(
                  key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    }
    environment = TestWorkflowEnvironment.newInstance(options.build());
    WorkerOptions prompt =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(20))
            .build();
    Worker control = environment.newWorker(TaskQueues.CONTROL, prompt);
    WorkflowTypes.register(control);
    Worker bulk = environment.newWorker(TaskQueues.BULK, prompt);
    control.registerActivitiesImplementations(world.activities().toArray());
    bulk.registerActivitiesImplementations(world.activities().toArray());
    environment.start();
    starter = new OperationStarter(client());
  }

  WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /// Starts an operation that must not find the lock taken.
  WorkflowStub start(OperationRequest request) {
    StartOutcome outcome = starter.start(request);
    if (outcome instanceof StartOutcome.Started) {
      return stub(request);
    }
    throw new AssertionError("not started: " + outcome);
  }

  WorkflowStub stub(OperationRequest request) {
    return client().newUntypedWorkflowStub(InstanceLock.workflowId(request.operation().instance()));
  }

  /// Waits for the failure that left the workflow.
  static FailureInfo failure(WorkflowStub run) {
    try {
      Object result = run.getResult(Object.class);
      throw new AssertionError("did not fail but answered " + result);
    } catch (WorkflowFailedException e) {
      return Failures.describe(e);
    }
  }

  /// Waits until `activity` has been called.
  void awaitCall(String activity) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> world.script.calls().contains(activity));
  }

  WorkflowExecutionHistory history(OperationRequest request) {
    return client().fetchHistory(InstanceLock.workflowId(request.operation().instance()));
  }

  @Override
  public void close() {
    environment.close();
  }
}
