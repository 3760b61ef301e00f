package io.holdfast.activities.runtime;

import io.holdfast.workflows.model.Progress;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts what is done of one stage, and beats with every count. Safe for many threads.
public final class ProgressMeter {
  private final Heartbeat heartbeat;
  private final String stage;
  private final String unit;
  private final long total;
  private final BitSet finished = new BitSet();
  private long done;

  /// @param stage and `unit`, `total`: as in [Progress]
  public ProgressMeter(Heartbeat heartbeat, String stage, String unit, long total) {
    this.heartbeat = heartbeat;
    this.stage = stage;
    this.unit = unit;
    this.total = total;
  }

  /// Goes on from where an earlier attempt at this stage was: its count, and everything finished
  /// that it knew to be.
  ///
  /// @return the first ordinal that is not finished
  public synchronized int resume() {
    Optional<Progress> previous =
        heartbeat.previous().filter(progress -> progress.stage().equals(stage));
    previous.ifPresent(
        progress -> {
          done = progress.done();
          finished.set(0, progress.resumeFrom());
        });
    return finished.nextClearBit(0);
  }

  /// Notes that `amount` more is done.
  ///
  /// @param item the thing in hand; null between things
  /// @throws RuntimeException when the work is to stop, as [Heartbeat#beat] says
  public void add(@Nullable String item, long amount) {
    Progress progress;
    synchronized (this) {
      done += amount;
      progress = new Progress(stage, item, done, total, unit, finished.nextClearBit(0));
    }
    heartbeat.beat(progress);
  }

  /// Notes that the thing of this ordinal is finished.
  public void finished(int ordinal) {
    synchronized (this) {
      finished.set(ordinal);
    }
    add(null, 0);
  }

  /// Notes that everything before this ordinal is finished.
  public void finishedBefore(int ordinal) {
    synchronized (this) {
      finished.set(0, ordinal);
    }
    add(null, 0);
  }
}
