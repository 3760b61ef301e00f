package io.holdfast.workflows.instance;

import java.util.List;

/// A deployment as an inspection found it.
///
/// @param kind its shape
/// @param server what it runs
/// @param replicaSets its replica sets: one, or one for each shard and one for the config servers
public record Topology(TopologyKind kind, ServerVersion server, List<ReplicaSet> replicaSets) {
  public Topology {
    replicaSets = List.copyOf(replicaSets);
  }
}
