package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment as an inspection found it.
///
/// @param kind its shape
/// @param server what it runs
/// @param replicaSets its replica sets: one, or one for each shard and then one for the config
///   servers
/// @param identity by which it is known whatever it is called and reached: the id of the replica
///   set or of the cluster, of a standalone that of its running process; null where it has none
/// @param cluster what holds its replica sets together; null unless it is a sharded cluster
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Topology(
    TopologyKind kind,
    ServerVersion server,
    List<ReplicaSet> replicaSets,
    @Nullable String identity,
    @Nullable Cluster cluster) {
  public Topology {
    replicaSets = List.copyOf(replicaSets);
  }

  /// A deployment that is no cluster and has no identity.
  public Topology(TopologyKind kind, ServerVersion server, List<ReplicaSet> replicaSets) {
    this(kind, server, replicaSets, null, null);
  }

  /// What tells it from every other deployment, whatever it is called and reached; null where
  /// nothing does. One that was made of another's files may have its identity, but not its members:
  /// the first one of the set that the identity is of counts. (Others come and go.)
  @JsonIgnore
  public @Nullable String deployment() {
    if (identity == null || kind == TopologyKind.STANDALONE) {
      return identity;
    }
    return replicaSets.getLast().members().stream()
        .findFirst()
        .map(member -> identity + "@" + member.address())
        .orElse(identity);
  }

  /// What the set of this name is within the cluster; null when it is a deployment of its own.
  @JsonIgnore
  public @Nullable SetRole role(String replicaSet) {
    if (cluster == null) {
      return null;
    }
    return cluster.configServers().equals(replicaSet) ? SetRole.CONFIG_SERVERS : SetRole.SHARD;
  }
}
