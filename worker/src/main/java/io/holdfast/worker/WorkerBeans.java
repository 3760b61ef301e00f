package io.holdfast.worker;

import io.holdfast.activities.mongodb.agent.AgentSettings;
import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.repository.payload.Compression;
import io.holdfast.worker.configuration.AgentConfiguration;
import io.holdfast.worker.configuration.CapacityConfiguration;
import io.holdfast.worker.configuration.CopyConfiguration;
import io.holdfast.worker.configuration.RepositoryConfiguration;
import io.holdfast.worker.configuration.TemporalConfiguration;
import io.holdfast.workflows.backup.CompressionFormat;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/// Makes the worker from its configuration. Nothing starts before it is asked for: in `holdfast
/// dev` the API's context sees these beans as well.
@Factory
final class WorkerBeans {

  @Singleton
  WorkerSettings settings(
      TemporalConfiguration temporal,
      RepositoryConfiguration repository,
      CapacityConfiguration capacity,
      CopyConfiguration copies) {
    return new WorkerSettings(
        temporal.address(),
        temporal.namespace(),
        repository.url(),
        repository.create(),
        capacity
            .bulkSlots()
            .orElseGet(() -> WorkerSettings.defaultBulkSlots(Runtime.getRuntime().maxMemory())),
        capacity.shutdownGrace(),
        capacity.cursorPoll(),
        capacity.heartbeatTimeout(),
        capacity.databasePatience(),
        copies
            .copyCommand()
            .map(program -> new CopyCommand(Path.of(program), copies.copyTimeLimit())),
        payload(repository));
  }

  private static PayloadSettings payload(RepositoryConfiguration repository) {
    CompressionFormat format = PayloadSettings.format(repository.compression());
    return new PayloadSettings(
        repository.key(),
        repository.sealingKey(),
        new Compression(
            format,
            repository.compressionLevel().orElseGet(() -> Compression.usualLevel(format)),
            repository.compressionThreads()));
  }

  @Singleton
  AgentSettings agent(AgentConfiguration agent) {
    return agent.settings();
  }

  @Singleton
  @Bean(preDestroy = "close")
  AgentProcess agentProcess(WorkerSettings settings, AgentSettings agent) {
    return AgentProcess.start(settings, agent);
  }

  @Singleton
  @Bean(preDestroy = "close")
  WorkerProcess process(WorkerSettings settings) {
    return WorkerProcess.start(settings);
  }
}
