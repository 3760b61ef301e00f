package io.holdfast.cli.restore;

import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import java.util.ArrayList;
import java.util.List;

/// What becomes of a cluster's shards and zones, in words for people.
final class ShardingText {
  private ShardingText() {}

  static List<String> plan(RestoreView.Sharding sharding) {
    List<String> lines = new ArrayList<>();
    for (RestoreView.PlannedShard shard : sharding.shards()) {
      String target =
          shard.target() == null
              ? "wherever the target places it"
              : "shard '%s'".formatted(shard.target());
      String zones = shard.zones().isEmpty() ? "" : ", in zone " + String.join(", ", shard.zones());
      lines.add("  shard '%s' to %s%s".formatted(shard.source(), target, zones));
    }
    if (sharding.zoneRanges() > 0) {
      lines.add("  %s in zones".formatted(Human.count(sharding.zoneRanges(), "range")));
    }
    sharding.left().forEach(left -> lines.add("  NOT restored: " + left));
    return lines;
  }
}
