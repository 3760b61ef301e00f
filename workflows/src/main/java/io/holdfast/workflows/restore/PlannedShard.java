package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a shard of the backup would go.
///
/// @param source its name in the backup
/// @param target name of the target's shard; null where the target has none for it, and places its
///   data as it likes
/// @param zones that the target's shard would be in
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedShard(String source, @Nullable String target, List<String> zones) {
  public PlannedShard {
    zones = List.copyOf(zones);
  }
}
