package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Pace;
import java.time.Duration;

/// What the threads of a dump ask before they read on, so that they do not overload the member: the
/// [Pace] that was asked for, and the [LagWatch].
final class SourceLoad {
  private static final Duration LAG_PAUSE = Duration.ofMillis(500);

  private final Pace pace;
  private final LagWatch lag;

  SourceLoad(Pace pace, LagWatch lag) {
    this.pace = pace;
    this.lag = lag;
  }

  /// Returns when more may be read, having beaten all the while; throws what [LagWatch#pauses]
  /// does.
  ///
  /// @param bytes that were read since the last call
  void take(long bytes, DumpProgress progress) {
    try {
      pace.keep(bytes, progress::stillHere);
      while (lag.pauses()) {
        Thread.sleep(LAG_PAUSE);
        progress.stillHere();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
