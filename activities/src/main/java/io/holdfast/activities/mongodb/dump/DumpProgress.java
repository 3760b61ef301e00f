package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.Progress;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// How far a step of the dump is, put together from several threads. Safe for many threads.
final class DumpProgress {
  private final Heartbeat heartbeat;
  private final String stage;
  private final String unit;
  private final long total;
  private final BitSet finished = new BitSet();
  private long done;

  /// @param total as far as it is known beforehand
  DumpProgress(Heartbeat heartbeat, String stage, String unit, long total) {
    this.heartbeat = heartbeat;
    this.stage = stage;
    this.unit = unit;
    this.total = total;
  }

  /// Notes that more is done of what is in hand.
  ///
  /// @throws RuntimeException when the work is to stop
  void add(Namespace inHand, long units) {
    beat(inHand.toString(), units);
  }

  /// Notes that a thing of the plan is done.
  void finished(int ordinal) {
    synchronized (this) {
      finished.set(ordinal);
    }
    beat(null, 0);
  }

  /// Says that the work goes on though nothing is done yet.
  void stillHere() {
    beat(null, 0);
  }

  private void beat(@Nullable String item, long units) {
    Progress progress;
    synchronized (this) {
      done += units;
      // Estimates run behind when the collections grow.
      long all = total == 0 ? 0 : Math.max(total, done);
      progress = new Progress(stage, item, done, all, unit, finished.nextClearBit(0));
    }
    heartbeat.beat(progress);
  }
}
