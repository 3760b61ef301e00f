package io.holdfast.activities.runtime;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Duration;

/// A short time between two looks at something.
public final class Moment {
  private Moment() {}

  /// Lets it pass in an activity, which is tried again when it is stopped meanwhile.
  ///
  /// @throws HoldfastException STEP_TIMED_OUT when the thread is to stop
  public static void require(Duration length) {
    if (!pass(length)) {
      throw new HoldfastException(
          ErrorCode.STEP_TIMED_OUT, "The wait was interrupted.", "It is tried again.");
    }
  }

  /// Lets it pass.
  ///
  /// @return false when the thread is to stop
  public static boolean pass(Duration length) {
    try {
      Thread.sleep(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
