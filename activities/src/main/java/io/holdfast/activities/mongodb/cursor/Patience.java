package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Progress;
import java.time.Duration;

/// Waiting with a heartbeat, so that whoever waits can be stopped within a moment.
final class Patience {
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final Heartbeat heartbeat;
  private final String stage;
  private final long begin = System.nanoTime();

  Patience(Heartbeat heartbeat, String stage) {
    this.heartbeat = heartbeat;
    this.stage = stage;
  }

  /// How long it has been.
  Duration spent() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// Lets `duration` pass.
  ///
  /// @throws RuntimeException when the work is to stop, as [Heartbeat#beat] says
  void pause(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    beat();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      sleep(Duration.ofNanos(Math.min(left, MOMENT.toNanos())));
      beat();
    }
  }

  /// @throws RuntimeException when the work is to stop, as [Heartbeat#beat] says
  void beat() {
    heartbeat.beat(new Progress(stage, null, spent().toSeconds(), 0, "seconds", 0));
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "The worker that kept the files was stopped.",
          "They are kept anew, and have to be copied again.",
          e);
    }
  }
}
