package io.holdfast.workflows.restore;

import java.util.List;

/// What a restore would do about what a sharded cluster has beside its data.
///
/// @param shards where each shard of the backup goes; none when the target is no cluster
/// @param zoneRanges how many ranges of shard keys would be put into zones
/// @param left what is in the backup and would not be brought back, in words for people
public record PlannedSharding(List<PlannedShard> shards, int zoneRanges, List<String> left) {
  public PlannedSharding {
    shards = List.copyOf(shards);
    left = List.copyOf(left);
  }
}
