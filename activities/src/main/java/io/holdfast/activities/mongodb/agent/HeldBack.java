package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The heartbeat of something that must not be left half-way: a wish to stop is held back until it
/// is [released][#release]. For one thread.
final class HeldBack implements Heartbeat {
  private final Heartbeat heartbeat;
  private @Nullable RuntimeException stop;

  HeldBack(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
  }

  @Override
  public void beat(Progress progress) {
    try {
      heartbeat.beat(progress);
    } catch (RuntimeException e) {
      stop = e;
    }
  }

  @Override
  public Optional<Progress> previous() {
    return heartbeat.previous();
  }

  /// Whether the work is wished to stop.
  boolean isToStop() {
    return stop != null;
  }

  /// Stops now, where that was wished.
  void release() {
    if (stop != null) {
      throw stop;
    }
  }
}
