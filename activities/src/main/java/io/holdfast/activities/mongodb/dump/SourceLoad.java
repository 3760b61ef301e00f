package io.holdfast.activities.mongodb.dump;

import java.util.concurrent.TimeUnit;

/// What the threads of a dump ask before they read on, so that they do not overload the member: the
/// [Pace] that was asked for, and the [LagWatch].
final class SourceLoad {
  private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(500);

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
    long wait = pace.read(bytes);
    while (wait > 0) {
      long nap = Math.min(wait, LONGEST_SLEEP);
      sleep(nap);
      wait -= nap;
      progress.stillHere();
    }
    while (lag.pauses()) {
      sleep(LONGEST_SLEEP);
      progress.stillHere();
    }
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
