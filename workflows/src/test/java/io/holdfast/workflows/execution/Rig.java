package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.filerestore.RestoreFinishAnswer;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.operation.StartOutcome;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A Temporal service in memory that skips time, with workers for a [World].
final class Rig implements AutoCloseable {
  final World world = new World();
  final OperationStarter starter;
  private final TestWorkflowEnvironment environment;

  Rig() {
    this(true, WorkerFactoryOptions.getDefaultInstance());
  }

  /// A rig whose service knows none of our search attributes.
  static Rig withoutSearchAttributes() {
    return new Rig(false, WorkerFactoryOptions.getDefaultInstance());
  }

  /// A rig whose workers remember no workflow: each task is replayed from the first event on, as
  /// after a crash.
  static Rig forgetful() {
    return new Rig(true, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
  }

  /// A rig whose servers have backup cursors.
  static Rig ofPercona() {
    Rig rig = new Rig();
    rig.world.topology = Samples.PERCONA;
    return rig;
  }

  private Rig(boolean registered, WorkerFactoryOptions workers) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(workers)
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
    WorkflowTypes.register(newWorker(TaskQueues.CONTROL));
    var _ = newWorker(TaskQueues.BULK);
    var _ = newWorker(TaskQueues.HOLD);
    FakeFileRestores.MEMBERS.forEach(member -> newWorker(AgentQueue.of(Samples.CLONE, member)));
    Samples.MEMBERS_WITH_AGENTS.forEach(member -> newWorker(AgentQueue.of(Samples.SHOP, member)));
    var _ = newWorker(TaskQueues.COPY);
    environment.start();
    starter = new OperationStarter(client(), () -> registered);
  }

  private Worker newWorker(String taskQueue) {
    WorkerOptions prompt =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(20))
            .setDefaultDeadlockDetectionTimeout(10_000)
            .build();
    Worker worker = environment.newWorker(taskQueue, prompt);
    worker.registerActivitiesImplementations(world.activities().toArray());
    return worker;
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

  /// Starts a backup of a cluster, and holds it where all its sets are being dumped: the service
  /// stumbles over the cancel of an activity that ends just then.
  WorkflowStub startHoldingDumps(OperationRequest.Backup request) {
    world.topology = Samples.CLUSTER;
    world.script.hold("LogicalBackup.dump");
    WorkflowStub run = start(request);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                world.script.calls().stream().filter("LogicalBackup.dump"::equals).count()
                    == Samples.CLUSTER.replicaSets().size());
    return run;
  }

  /// Starts a workflow as a person with the Temporal CLI does.
  WorkflowStub startByHand(String type, String workflowId, Object input) {
    WorkflowStub run =
        client()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(TaskQueues.CONTROL)
                    .build());
    var _ = run.start(input);
    return run;
  }

  /// The live details that the Temporal UI shows.
  String details(OperationRequest request) {
    return stub(request)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
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

  /// Waits until the run is over, however it ends.
  static void awaitEnd(WorkflowStub run) {
    try {
      var _ = run.getResult(Object.class);
    } catch (WorkflowFailedException e) {
      // An end like any other.
    }
  }

  /// Lets time pass at once.
  void sleep(Duration duration) {
    environment.sleep(duration);
  }

  /// Waits until `activity` has been called.
  void awaitCall(String activity) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> world.script.calls().contains(activity));
  }

  /// Waits until the backup has begun with this attempt's copy.
  CopyStatus awaitAttempt(OperationRequest request, int attempt) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> stub(request).query("copy", CopyStatus.class), copy -> copy.attempt() == attempt);
  }

  /// Waits until the backup asks for this attempt's copy.
  CopyStatus awaitCopy(OperationRequest request, int attempt) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> stub(request).query("copy", CopyStatus.class),
            copy -> copy.attempt() == attempt && copy.state() == BackupState.COPY_READY);
  }

  /// Says that this attempt's files are copied, once they are asked for.
  FinishAnswer finishCopy(OperationRequest request, int attempt) {
    String token = String.valueOf(awaitCopy(request, attempt).token());
    return stub(request).update("finish", FinishAnswer.class, token);
  }

  /// Waits until the restore asks for this attempt's copy.
  RestoreCopyStatus awaitRestoreCopy(OperationRequest request, int attempt) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> stub(request).query("copy", RestoreCopyStatus.class),
            copy -> copy.attempt() == attempt && copy.token() != null);
  }

  /// Says that the files of `copy` are where they belong.
  RestoreFinishAnswer finishRestore(OperationRequest request, RestoreCopyStatus copy) {
    return stub(request).update("finish", RestoreFinishAnswer.class, String.valueOf(copy.token()));
  }

  /// Waits until the service has noted a cancel of the operation's run.
  void awaitCancelRequested(OperationRequest request) {
    awaitEvent(request, HistoryEvent::hasWorkflowExecutionCancelRequestedEventAttributes);
  }

  /// Waits until the operation's history has such an event.
  void awaitEvent(OperationRequest request, Predicate<HistoryEvent> event) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> history(request).getEvents().stream().anyMatch(event));
  }

  WorkflowExecutionHistory history(OperationRequest request) {
    return client().fetchHistory(InstanceLock.workflowId(request.operation().instance()));
  }

  @Override
  public void close() {
    environment.close();
  }
}
