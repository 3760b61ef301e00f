package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.PlannedShard;
import io.holdfast.workflows.restore.PlannedSharding;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What becomes of a cluster's shards, zones and settings: worked out from what its config servers
/// knew, which is little, whatever the backup weighs.
final class ShardingPlanner {
  private final Manifest manifest;
  private final RestoreRequest request;

  ShardingPlanner(Manifest manifest, RestoreRequest request) {
    this.manifest = manifest;
    this.request = request;
  }

  /// @param sets the objects of each of the manifest's sets, in its order
  /// @param shards null where the target is no cluster
  /// @return nothing for a backup of one replica set
  Optional<PlannedSharding> plan(List<BackupSet> sets, @Nullable TargetShards shards) {
    Cluster cluster = manifest.header().cluster();
    if (cluster == null || manifest.cluster() == null) {
      return Optional.empty();
    }
    ProgressMeter meter = new ProgressMeter(Heartbeat.none(), "plan", "objects", 0);
    for (int i = 0; i < sets.size(); i++) {
      if (manifest.replicaSets().get(i).role() == SetRole.CONFIG_SERVERS) {
        BackupSet config = sets.get(i);
        return Optional.of(
            plan(cluster, ClusterMap.of(cluster, config, Timeline.of(config, meter)), shards));
      }
    }
    return Optional.empty();
  }

  private PlannedSharding plan(Cluster cluster, ClusterMap map, @Nullable TargetShards shards) {
    List<String> left = new ArrayList<>(localUsers());
    left.addAll(map.settings().stream().map("the cluster's setting '%s'"::formatted).toList());
    if (shards == null) {
      if (map.sharded().stream().anyMatch(this::isChosen)) {
        left.addFirst("how collections are sharded, and their zones: the target is no cluster");
      }
      return new PlannedSharding(List.of(), 0, left);
    }
    List<PlannedShard> planned =
        cluster.shards().stream().map(Shard::name).map(name -> planned(name, map, shards)).toList();
    Set<String> there =
        planned.stream().flatMap(shard -> shard.zones().stream()).collect(Collectors.toSet());
    int ranges = 0;
    for (Namespace namespace : map.sharded().stream().filter(this::isChosen).toList()) {
      long lost =
          map.zones(namespace).stream().filter(range -> !there.contains(range.zone())).count();
      ranges += Math.toIntExact(map.zones(namespace).size() - lost);
      if (lost > 0) {
        left.add("%s of '%s': no shard gets the zone".formatted(counted(lost, "range"), namespace));
      }
    }
    return new PlannedSharding(planned, ranges, left);
  }

  private PlannedShard planned(String name, ClusterMap map, TargetShards shards) {
    Optional<String> target = shards.destination(name);
    Set<String> used =
        map.sharded().stream()
            .filter(this::isChosen)
            .flatMap(namespace -> map.zones(namespace).stream())
            .map(range -> range.zone())
            .collect(Collectors.toSet());
    List<String> zones =
        target.isEmpty()
            ? List.of()
            : map.zonedShards().getOrDefault(name, Set.of()).stream()
                .filter(zone -> request.selection() == null || used.contains(zone))
                .toList();
    return new PlannedShard(name, target.orElse(null), zones);
  }

  private boolean isChosen(Namespace namespace) {
    Selection selection = request.selection();
    return selection == null || selection.chooses(namespace);
  }

  private List<String> localUsers() {
    return manifest.replicaSets().stream()
        .filter(set -> set.role() == SetRole.SHARD)
        .flatMap(set -> localUsers(set).stream())
        .toList();
  }

  private static Optional<String> localUsers(ReplicaSetContent set) {
    long users = count(set, Scope.USERS);
    long roles = count(set, Scope.ROLES);
    return users + roles == 0
        ? Optional.empty()
        : Optional.of(
            "%s and %s of the replica set '%s' alone"
                .formatted(
                    counted(users, "user"), counted(roles, "role"), set.source().replicaSet()));
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static long count(ReplicaSetContent set, Scope scope) {
    return set.expected().stream()
        .filter(expected -> Scope.of(expected.namespace()) == scope)
        .mapToLong(expected -> expected.content().documents())
        .sum();
  }
}
