package io.holdfast.cli.restore;

import io.holdfast.workflows.restore.ShardMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What only a restore of or into a sharded cluster is told.
final class ClusterOptions {
  @Option(
      names = "--map",
      paramLabel = "SHARD=SHARD",
      description =
          "To which shard of the target a shard of the backup goes (default: the one of its name);"
              + " can be given many times.")
  private @Nullable Map<String, String> shards;

  @Option(
      names = "--shard-by-shard",
      description =
          "Into a cluster: write past the routers, each document into the shard that owns it, while"
              + " the balancer is stopped.")
  private boolean shardByShard;

  /// As the API takes them.
  @Nullable List<ShardMapping> mappings() {
    return shards == null
        ? null
        : shards.entrySet().stream()
            .map(shard -> new ShardMapping(shard.getKey(), shard.getValue()))
            .toList();
  }

  /// As the API takes it; null for what is usual, through the routers.
  @Nullable Boolean shardByShard() {
    return shardByShard ? true : null;
  }
}
