package io.holdfast.activities.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until it is told to go on, and a pause that only moves its hands.
final class SteppingClock extends Clock {
  private Instant now;
  private Duration paused = Duration.ZERO;

  SteppingClock(Instant now) {
    this.now = now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  Pause pause() {
    return by -> {
      advance(by);
      paused = paused.plus(by);
    };
  }

  /// How long somebody has waited in all.
  Duration paused() {
    return paused;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
