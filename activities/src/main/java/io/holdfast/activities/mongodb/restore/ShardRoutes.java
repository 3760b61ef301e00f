package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.ShardByShard;
import java.util.ArrayList;
import java.util.List;

/// To which shard of a cluster each part of a backup goes past its routers.
final class ShardRoutes {
  private ShardRoutes() {}

  /// Each set's part with the shard that it goes to.
  static ShardByShard of(RestoreRequest request, Manifest manifest, Cluster target) {
    Cluster source = manifest.header().cluster();
    List<Shard> shards = source == null ? List.of() : source.shards();
    List<ShardByShard.Part> parts = new ArrayList<>();
    for (ReplicaSetContent set : manifest.replicaSets()) {
      String name = set.source().replicaSet();
      parts.add(
          shards.stream()
              .filter(shard -> shard.replicaSet().equals(name))
              .map(shard -> part(shard, request.shardFor(shard.name()), target))
              .findFirst()
              .orElse(new ShardByShard.Part(name, null, null)));
    }
    return new ShardByShard(target.balancing(), parts);
  }

  private static ShardByShard.Part part(Shard shard, String to, Cluster target) {
    boolean there = target.shards().stream().anyMatch(known -> known.name().equals(to));
    return new ShardByShard.Part(shard.replicaSet(), shard.name(), there ? to : null);
  }
}
