package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a backup would be brought into a cluster past its routers.
///
/// @param balancing whether the target's balancer runs, and so is stopped meanwhile
/// @param parts of the backup, each loaded by itself
public record ShardByShard(boolean balancing, List<Part> parts) {
  public ShardByShard {
    parts = List.copyOf(parts);
  }

  /// What one replica set of the backup held.
  ///
  /// @param replicaSet the set's name
  /// @param shard its name as a shard; null of what was none
  /// @param to the shard of the target that it goes to; null where the target chooses
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(String replicaSet, @Nullable String shard, @Nullable String to) {}
}
