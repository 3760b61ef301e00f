package io.holdfast.workflows.backup;

import java.util.List;

/// What a sharded cluster holds at the point in time: what each shard owns of it, taken together.
///
/// @param expected every collection (no views)
/// @param orphans documents that lie on shards which do not own them, left by moved chunks; they
///   are in the dump, but no part of what the cluster holds
public record ClusterContent(List<ExpectedCollection> expected, long orphans) {
  public ClusterContent {
    expected = List.copyOf(expected);
  }
}
