package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Progress;
import java.io.IOException;
import java.time.Duration;

/// Waiting for a server, with a heartbeat and a limit.
final class Wait {
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Heartbeat heartbeat;
  private final String stage;
  private final Duration patience;

  Wait(Heartbeat heartbeat, String stage, Duration patience) {
    this.heartbeat = heartbeat;
    this.stage = stage;
    this.patience = patience;
  }

  /// Something that comes true, or not in time.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /// @return whether it came true in time
  boolean until(Condition condition) throws IOException {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      if (spent.compareTo(patience) > 0) {
        return false;
      }
      heartbeat.beat(new Progress(stage, null, spent.toSeconds(), 0, "seconds", 0));
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(MOMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.STEP_TIMED_OUT, "The agent was stopped.", "It goes on when it is back.", e);
    }
  }
}
