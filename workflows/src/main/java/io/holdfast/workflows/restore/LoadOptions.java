package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.jspecify.annotations.Nullable;

/// How documents are written into the target.
///
/// @param writers how many write side by side, 1 to [#MOST_WRITERS]; null for [#WRITERS]
/// @param concern null for MAJORITY
/// @param shardByShard whether they are written past the routers, each into the shard that owns it;
///   null for not
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadOptions(
    @Nullable Integer writers, @Nullable LoadConcern concern, @Nullable Boolean shardByShard) {
  public static final int WRITERS = 2;
  public static final int MOST_WRITERS = 16;

  public LoadOptions {
    if (writers != null && (writers < 1 || writers > MOST_WRITERS)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "%d writers are not possible.".formatted(writers),
          "Use 1 to %d.".formatted(MOST_WRITERS));
    }
  }

  /// Options for a load through whoever answers.
  public LoadOptions(@Nullable Integer writers, @Nullable LoadConcern concern) {
    this(writers, concern, null);
  }
}
