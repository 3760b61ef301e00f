package io.holdfast.workflows.instance;

import java.util.List;

/// What makes several replica sets one sharded cluster.
///
/// @param configServers name of the replica set of the config servers
/// @param shards the shards, by name
/// @param balancing whether the balancer moves chunks of its own accord
public record Cluster(String configServers, List<Shard> shards, boolean balancing) {
  public Cluster {
    shards = List.copyOf(shards);
  }
}
