package io.holdfast.api.rig;

import io.holdfast.workflows.execution.WorkflowTypes;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/// A worker that runs the real workflows over activities that pretend.
public final class FakeWorker implements AutoCloseable {
  private final WorkflowServiceStubs service;
  private final WorkerFactory factory;

  /// @param deployment what the activities find and do; records go to its catalogue
  public FakeWorker(String temporalAddress, FakeDeployment deployment) {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporalAddress).build());
    registerSearchAttributes();
    factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build()));
    WorkerOptions prompt =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(20))
            .build();
    Worker control = factory.newWorker(TaskQueues.CONTROL, prompt);
    WorkflowTypes.register(control);
    Worker hold = factory.newWorker(TaskQueues.HOLD, prompt);
    Worker bulk = factory.newWorker(TaskQueues.BULK, prompt);
    Object[] activities = deployment.activities().toArray();
    control.registerActivitiesImplementations(activities);
    hold.registerActivitiesImplementations(activities);
    bulk.registerActivitiesImplementations(activities);
    factory.start();
  }

  /// What the real worker does before it takes its first task.
  private void registerSearchAttributes() {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    SearchAttributes.ALL.forEach(
        key ->
            request.putSearchAttributes(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    var _ =
        OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder()
                    .setChannel(service.getRawChannel())
                    .validateAndBuildWithDefaults())
            .blockingStub()
            .addSearchAttributes(request.build());
  }

  @Override
  public void close() {
    factory.shutdownNow();
    service.shutdownNow();
  }
}
