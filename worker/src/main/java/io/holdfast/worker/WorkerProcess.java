package io.holdfast.worker;

import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.execution.WorkflowTypes;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running worker: it takes tasks from [#start] until [#close].
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /// People watch progress, and a cancel reaches an activity by its heartbeat's answer. The SDK
  /// would send one each 48 s.
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(2);

  /// Records, inspections and gates: mostly waiting for a store or a database.
  private static final int CONTROL_SLOTS = 20;

  /// A held cursor waits nearly always, and needs only a thread to wait in.
  private static final int HOLD_SLOTS = 100;

  /// A cluster's members are copied at the same time, or none of them is.
  private static final int COPY_SLOTS = 16;

  private static final int POLLERS = 2;

  /// How long workflow code may run without yielding before the SDK reports a deadlock. Its one
  /// second is too short for the first task on a small, busy machine, which loads classes.
  private static final long DEADLOCK_MILLIS = 10_000;

  private final WorkerSettings settings;
  private final Repository repository;
  private final TemporalConnection temporal;
  private final WorkerFactory factory;

  private WorkerProcess(
      WorkerSettings settings,
      Repository repository,
      TemporalConnection temporal,
      WorkerFactory factory) {
    this.settings = settings;
    this.repository = repository;
    this.temporal = temporal;
    this.factory = factory;
  }

  /// Opens the repository, waits for Temporal and starts to take tasks.
  ///
  /// @throws HoldfastException when the repository cannot be opened, its key is missing, or
  ///   Temporal refuses the worker
  public static WorkerProcess start(WorkerSettings settings) {
    Repository repository = open(settings);
    TemporalConnection temporal =
        new TemporalConnection(settings.temporalAddress(), settings.namespace());
    WorkerProcess process =
        new WorkerProcess(settings, repository, temporal, factory(temporal, settings));
    try {
      process.start();
      return process;
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "The worker was stopped before Temporal at %s answered."
              .formatted(settings.temporalAddress()),
          "Start Temporal, then the worker.",
          e);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /// A worker that could not write a backup is better told so now than by its first one.
  private static Repository open(WorkerSettings settings) {
    Repository repository =
        Repository.open(
            settings.repositoryUrl(), settings.createRepository(), settings.payload().resolve());
    try {
      repository.requireWritable();
      return repository;
    } catch (HoldfastException e) {
      repository.close();
      throw e;
    }
  }

  static WorkerFactory factory(TemporalConnection temporal, WorkerSettings settings) {
    return WorkerFactory.newInstance(
        WorkflowClient.newInstance(
            temporal.stubs(),
            WorkflowClientOptions.newBuilder()
                .setNamespace(settings.namespace())
                .setDataConverter(Payloads.converter())
                .build()),
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(
                new ActivityLimits(settings.heartbeatTimeout(), settings.databasePatience()))
            .build());
  }

  private void start() throws InterruptedException {
    temporal.await();
    new SearchAttributeRegistration(temporal.stubs(), settings.namespace()).ensure();
    Worker control = factory.newWorker(TaskQueues.CONTROL, options(CONTROL_SLOTS));
    Worker hold = factory.newWorker(TaskQueues.HOLD, options(HOLD_SLOTS));
    Worker bulk = factory.newWorker(TaskQueues.BULK, options(settings.bulkSlots()));
    WorkflowTypes.register(control);
    Object[] activities = ActivityImplementations.of(repository, settings).toArray();
    control.registerActivitiesImplementations(activities);
    hold.registerActivitiesImplementations(activities);
    bulk.registerActivitiesImplementations(activities);
    settings.copyCommand().ifPresent(this::offer);
    factory.start();
    LOG.info(
        "The worker takes tasks from {} ({}), {} transfers at a time; repository {}.",
        settings.temporalAddress(),
        settings.namespace(),
        settings.bulkSlots(),
        repository.store().describe());
  }

  private void offer(CopyCommand command) {
    Worker copy = factory.newWorker(TaskQueues.COPY, options(COPY_SLOTS));
    copy.registerActivitiesImplementations(
        ActivityImplementations.copyCommand(repository, command.requireExecutable()));
    LOG.info("The worker runs {} when a backup asks for its copy command.", command.program());
  }

  static WorkerOptions options(int activitySlots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(activitySlots)
        .setMaxConcurrentActivityTaskPollers(POLLERS)
        .setMaxConcurrentWorkflowTaskPollers(POLLERS)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
        .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .build();
  }

  /// Stops taking tasks, lets running activities stop (their heartbeats tell them to; another
  /// worker goes on where they were), and only then closes what they use. Idempotent.
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.warn("Activities did not stop within {}; interrupting them.", settings.shutdownGrace());
      factory.shutdownNow();
      factory.awaitTermination(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    }
    repository.close();
    temporal.close();
  }
}
