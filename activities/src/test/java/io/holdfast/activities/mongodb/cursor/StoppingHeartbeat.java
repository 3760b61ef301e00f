package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Progress;
import java.util.Optional;

/// A heartbeat that tells the work to stop when the test says so.
final class StoppingHeartbeat implements Heartbeat {
  private volatile boolean stopping;

  void stopAtNextBeat() {
    stopping = true;
  }

  @Override
  public void beat(Progress progress) {
    if (stopping) {
      throw new Stop();
    }
  }

  @Override
  public Optional<Progress> previous() {
    return Optional.empty();
  }

  /// The word to stop.
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
