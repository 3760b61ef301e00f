package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a backup of data files is brought back.
///
/// @param copyDeadlineSeconds how long to wait until the files are copied
/// @param keepOld whether the old data stays on the members' disks
/// @param uncounted whether the documents are not held against the backup's counts; null for no
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileOptions(long copyDeadlineSeconds, boolean keepOld, @Nullable Boolean uncounted) {
  private static final long LONGEST = Duration.ofDays(30).toSeconds();

  /// Proven by the backup's counts.
  public FileOptions(long copyDeadlineSeconds, boolean keepOld) {
    this(copyDeadlineSeconds, keepOld, null);
  }

  public FileOptions {
    if (copyDeadlineSeconds < 1 || copyDeadlineSeconds > LONGEST) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A copy cannot be waited for during %d s.".formatted(copyDeadlineSeconds),
          "Wait between one second and 30 days.");
    }
  }
}
