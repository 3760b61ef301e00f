package io.holdfast.workflows.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Duration;

/// How a backup of data files is brought back.
///
/// @param copyDeadlineSeconds how long to wait until the files are copied
/// @param keepOld whether the old data stays on the members' disks
public record FileOptions(long copyDeadlineSeconds, boolean keepOld) {
  private static final long LONGEST = Duration.ofDays(30).toSeconds();

  public FileOptions {
    if (copyDeadlineSeconds < 1 || copyDeadlineSeconds > LONGEST) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "A copy cannot be waited for during %d s.".formatted(copyDeadlineSeconds),
          "Wait between one second and 30 days.");
    }
  }
}
