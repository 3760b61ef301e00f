package io.holdfast.activities.runtime;

import io.holdfast.workflows.model.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts what is done of one stage, and beats with every count. Safe for many threads.
public final class ProgressMeter {
  private final Heartbeat heartbeat;
  private final String stage;
  private final String unit;
  private final long total;
  private final AtomicLong done = new AtomicLong();
  private final AtomicInteger resumeFrom = new AtomicInteger();

  /// @param stage and `unit`, `total`: as in [Progress]
  public ProgressMeter(Heartbeat heartbeat, String stage, String unit, long total) {
    this.heartbeat = heartbeat;
    this.stage = stage;
    this.unit = unit;
    this.total = total;
  }

  /// A meter for work that nobody watches.
  public static ProgressMeter none() {
    return new ProgressMeter(Heartbeat.none(), "", "", 0);
  }

  /// Notes that `amount` more is done.
  ///
  /// @param item the thing in hand; null between things
  /// @throws RuntimeException when the work is to stop, as [Heartbeat#beat] says
  public void add(@Nullable String item, long amount) {
    heartbeat.beat(
        new Progress(stage, item, done.addAndGet(amount), total, unit, resumeFrom.get()));
  }

  /// Notes that everything before this ordinal is done; delivered with the next count.
  public void resumeFrom(int ordinal) {
    resumeFrom.set(ordinal);
  }

  public long done() {
    return done.get();
  }
}
