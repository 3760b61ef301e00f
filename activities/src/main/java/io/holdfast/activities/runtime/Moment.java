package io.holdfast.activities.runtime;

import java.time.Duration;

/// A short time between two looks at something.
public final class Moment {
  private Moment() {}

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
