package io.holdfast.worker.configuration;

import io.holdfast.activities.mongodb.agent.AgentSettings;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// What an agent stands for and may do: `holdfast.agent.*`, or `HOLDFAST_AGENT_*` in the
/// environment. Nobody but the owner of its host says so.
///
/// @param instance whose member it serves
/// @param member `rs0/host:port`; a standalone server's `host:port`
/// @param dbpath the member's data folder
/// @param mongod the program that brings copied files to the backup's time
/// @param mongodOptions what it needs beyond the backup's storage options, separated by blanks
/// @param start shell command that starts the member's server and returns
/// @param stop shell command that stops it; without one its process gets a SIGTERM
/// @param patience how long a server may take to stop, to start and to answer
@ConfigurationProperties("holdfast.agent")
public record AgentConfiguration(
    @Bindable(defaultValue = "") String instance,
    @Bindable(defaultValue = "") String member,
    @Bindable(defaultValue = "") String dbpath,
    @Bindable(defaultValue = "mongod") String mongod,
    @Bindable(defaultValue = "") String mongodOptions,
    @Bindable(defaultValue = "") String start,
    @Bindable(defaultValue = "") String stop,
    @Bindable(defaultValue = "5m") Duration patience) {

  /// The same in an agent's own words.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException VALIDATION_FAILED when something is
  ///   missing
  public AgentSettings settings() {
    return new AgentSettings(
        new InstanceId(instance),
        MemberId.parse(member),
        Path.of(dbpath),
        mongod,
        Arrays.stream(mongodOptions.split("\\s+")).filter(o -> !o.isEmpty()).toList(),
        start,
        stop,
        patience);
  }
}
