package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.HandedOn;
import io.holdfast.activities.runtime.ProgressMeter;

/// Which runs of a part's documents are loaded: told to the next attempt by the heartbeat, where
/// all runs of a load have one order. Safe for many threads.
final class LoadedRuns implements HandedOn {
  private final ProgressMeter meter;
  private final int first;
  private final int from;
  private int next;

  /// @param first number of the part's first run among all of the load
  /// @param from number of the first run of the load that is not known to be loaded; none behind
  ///   this part's is
  LoadedRuns(ProgressMeter meter, int first, int from) {
    this.meter = meter;
    this.first = first;
    this.from = from;
    this.next = Math.max(first, from);
  }

  @Override
  public boolean has(int run) {
    return first + run < from;
  }

  @Override
  public void add(int run) {
    note(run + 1);
    meter.finished(first + run);
  }

  @Override
  public void addBefore(int run) {
    note(run);
    meter.finishedBefore(first + run);
  }

  private synchronized void note(int end) {
    next = Math.max(next, first + end);
  }

  /// The number after the last run that is loaded.
  synchronized int next() {
    return next;
  }
}
