package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.restore.ShardMapping;
import io.holdfast.workflows.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The gates of a restore that are about shards.
final class ShardRules {
  static final Rule<RestoreCase> NAMES =
      new Rule<>(
          "restore-shards-exist",
          "Each shard that is named for the backup is one of its own, and each for the target one of"
              + " the target's.",
          ErrorCode.VALIDATION_FAILED,
          ShardRules::objection,
          "'holdfast instance show' names a cluster's shards, 'holdfast describe' a backup's.");

  static final Rule<RestoreCase> PAST_ROUTERS =
      new Rule<>(
          "restore-shard-by-shard-into-a-cluster",
          "Documents are written shard by shard where the target is a sharded cluster.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          restore ->
              RestoreRules.objectionIf(
                  restore.request().isShardByShard()
                      && restore.target().kind() != TopologyKind.SHARDED_CLUSTER,
                  "Instance '%s' is no sharded cluster.".formatted(restore.request().target())),
          "Leave --shard-by-shard out.");

  private ShardRules() {}

  private static Optional<String> objection(RestoreCase restore) {
    List<ShardMapping> named = restore.request().shards();
    if (named == null) {
      return Optional.empty();
    }
    return stranger(named.stream().map(ShardMapping::from), restore.backup().cluster())
        .map(shard -> "%s has no shard '%s'.".formatted(restore.backup().backup(), shard))
        .or(
            () ->
                stranger(named.stream().map(ShardMapping::to), restore.target().cluster())
                    .map(
                        shard ->
                            "Instance '%s' has no shard '%s'."
                                .formatted(restore.request().target(), shard)));
  }

  private static Optional<String> stranger(Stream<String> names, @Nullable Cluster cluster) {
    List<String> known =
        cluster == null ? List.of() : cluster.shards().stream().map(Shard::name).toList();
    return names.filter(name -> !known.contains(name)).sorted().findFirst();
  }
}
