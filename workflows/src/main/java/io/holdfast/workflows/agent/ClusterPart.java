package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.SetRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a member's files must be told of the cluster that they become a part of.
///
/// @param role whether they are a shard's or the config servers'
/// @param configServers where these are: `name/host:port,host:port`
/// @param shards where each shard is
/// @param balancing whether the balancer is to run; null to leave that as the backup has it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterPart(
    SetRole role, String configServers, List<ShardPlace> shards, @Nullable Boolean balancing) {
  public ClusterPart {
    shards = List.copyOf(shards);
  }

  /// Where one of the backup's shards is now.
  ///
  /// @param sourceSet its replica set's name in the backup
  /// @param address `name/host:port,host:port`
  public record ShardPlace(String sourceSet, String address) {}
}
