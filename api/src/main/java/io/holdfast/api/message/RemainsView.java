package io.holdfast.api.message;

import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Remains;
import io.holdfast.workflows.restore.TargetCondition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a restore that did not complete left of its target.
@Schema(description = "What a restore that did not complete left of its target.")
public record RemainsView(
    TargetCondition condition,
    @Schema(description = "What that means.") String meaning,
    @Schema(description = "What to do next.") String advice,
    @Schema(description = "What was in the way and is gone, or may be; at most 100 names.")
        List<String> dropped,
    @Schema(description = "What is there and not known to be whole, at most 100.")
        List<Namespace> partial,
    @Schema(description = "How many are not known to be whole.", example = "12") int partialCount) {

  public RemainsView {
    dropped = List.copyOf(dropped);
    partial = List.copyOf(partial);
  }

  static @Nullable RemainsView of(@Nullable Remains remains) {
    return remains == null
        ? null
        : new RemainsView(
            remains.condition(),
            remains.condition().meaning(),
            remains.condition().advice(),
            remains.dropped(),
            remains.partial(),
            remains.partialCount());
  }
}
