package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import org.jspecify.annotations.Nullable;

/// How hard a backup may work on the member that it reads from. What is not said is left to the
/// worker.
///
/// @param maxParallel how many ranges and collections are read at a time, at most
/// @param maxBytesPerSecond how many bytes of documents are read in a second, at most, by all of
///   them together; the oplog, which does not wait, is not counted
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadLimits(@Nullable Integer maxParallel, @Nullable Long maxBytesPerSecond) {
  public static final LoadLimits NONE = new LoadLimits(null, null);

  /// More readers than this load any one server to its limit.
  public static final int MOST_PARALLEL = 64;

  /// At less, a batch of the server's takes so long that its cursor is in danger.
  public static final long LEAST_BYTES_PER_SECOND = 64 << 10;

  public LoadLimits {
    requireParallel(maxParallel);
    requireBytesPerSecond(maxBytesPerSecond);
  }

  /// How many of so many dumps may run at a time.
  public int dumpsOf(int sets) {
    return maxParallel == null ? sets : Math.min(sets, maxParallel);
  }

  /// The share of one of so many dumps that run at a time.
  public LoadLimits share(int dumps) {
    return new LoadLimits(
        maxParallel == null ? null : Math.max(1, maxParallel / dumps),
        maxBytesPerSecond == null
            ? null
            : Math.max(LEAST_BYTES_PER_SECOND, maxBytesPerSecond / dumps));
  }

  /// Refuses what cannot be a number of readers, with VALIDATION_FAILED.
  public static void requireParallel(@Nullable Integer maxParallel) {
    if (maxParallel != null && (maxParallel < 1 || maxParallel > MOST_PARALLEL)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A backup cannot read %d ranges at a time.".formatted(maxParallel),
          "Use 1 to %d.".formatted(MOST_PARALLEL));
    }
  }

  /// Refuses what cannot be a rate, with VALIDATION_FAILED.
  public static void requireBytesPerSecond(@Nullable Long maxBytesPerSecond) {
    if (maxBytesPerSecond != null && maxBytesPerSecond < LEAST_BYTES_PER_SECOND) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A backup cannot read at %d bytes per second.".formatted(maxBytesPerSecond),
          "Use at least %d.".formatted(LEAST_BYTES_PER_SECOND));
    }
  }
}
