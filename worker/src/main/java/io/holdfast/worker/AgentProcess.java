package io.holdfast.worker;

import io.holdfast.activities.mongodb.MongoCommandActivities;
import io.holdfast.activities.mongodb.MongoMemberActivities;
import io.holdfast.activities.mongodb.MongoUploadActivities;
import io.holdfast.activities.mongodb.agent.AgentLock;
import io.holdfast.activities.mongodb.agent.AgentSettings;
import io.holdfast.activities.mongodb.agent.MemberCommand;
import io.holdfast.activities.mongodb.agent.MemberRestore;
import io.holdfast.activities.mongodb.agent.MemberUpload;
import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.repository.Repository;
import io.holdfast.worker.configuration.AgentConfiguration;
import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.temporal.worker.WorkerFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running agent: it takes its member's tasks from [#start] until [#close], one at a time, and
/// listens nowhere. There is one for a data folder.
public final class AgentProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);

  private final WorkerSettings settings;
  private final AgentLock lock;
  private final Repository repository;
  private final TemporalConnection temporal;
  private final WorkerFactory factory;

  private AgentProcess(
      WorkerSettings settings,
      AgentLock lock,
      Repository repository,
      TemporalConnection temporal,
      WorkerFactory factory) {
    this.settings = settings;
    this.lock = lock;
    this.repository = repository;
    this.temporal = temporal;
    this.factory = factory;
  }

  /// As [#start(WorkerSettings, AgentSettings)], by a configuration.
  public static AgentProcess start(WorkerSettings settings, AgentConfiguration agent) {
    return start(settings, agent.settings());
  }

  /// Opens the repository, waits for Temporal and starts to take tasks.
  ///
  /// @param settings where Temporal and the repository are
  /// @throws HoldfastException when another agent serves the data folder, the repository cannot be
  ///   opened, or Temporal refuses the agent
  public static AgentProcess start(WorkerSettings settings, AgentSettings agent) {
    AgentLock lock = AgentLock.take(agent);
    try {
      Repository repository =
          Repository.open(settings.repositoryUrl(), false, settings.payload().resolve());
      TemporalConnection temporal =
          new TemporalConnection(settings.temporalAddress(), settings.namespace());
      AgentProcess process =
          new AgentProcess(
              settings, lock, repository, temporal, WorkerProcess.factory(temporal, settings));
      process.start(agent);
      return process;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.TEMPORAL_UNAVAILABLE,
          "The agent was stopped before Temporal at %s answered."
              .formatted(settings.temporalAddress()),
          "Start Temporal, then the agent.",
          e);
    }
  }

  private void start(AgentSettings agent) throws InterruptedException {
    var _ = agent.copyCommand().map(CopyCommand::requireExecutable);
    MemberCommand command = new MemberCommand(agent, repository, System.getenv());
    command.endLeft();
    temporal.await();
    factory
        .newWorker(AgentQueue.of(agent.instance(), agent.member()), WorkerProcess.options(1))
        .registerActivitiesImplementations(
            new MongoMemberActivities(new MemberRestore(agent, repository)),
            new MongoUploadActivities(new MemberUpload(agent, repository)),
            new MongoCommandActivities(command));
    factory.start();
    warning(repository, agent.instance()).ifPresent(LOG::warn);
    LOG.info(
        "The agent of {} of '{}' takes tasks from {} ({}); data folder {}; repository {}.",
        agent.member(),
        agent.instance(),
        settings.temporalAddress(),
        settings.namespace(),
        agent.dbPath(),
        repository.store().describe());
  }

  /// An agent may be started before its instance is registered; a wrong name would be found out on
  /// the day of the restore.
  static Optional<String> warning(Repository repository, InstanceId instance) {
    try {
      return repository.catalogue().instance(instance).isPresent()
          ? Optional.empty()
          : Optional.of(
              """
              NO INSTANCE '%s' IS REGISTERED in this repository: nobody will ask this agent for \
              anything. Check --instance (HOLDFAST_AGENT_INSTANCE); 'holdfast instance list' shows \
              those there are."""
                  .formatted(instance));
    } catch (HoldfastException e) {
      return Optional.of(
          "Whether there is an instance '%s' is not known: %s".formatted(instance, e.message()));
    }
  }

  /// Stops taking tasks and lets the one in hand stop; it goes on when the agent is back.
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    }
    repository.close();
    temporal.close();
    lock.close();
  }
}
