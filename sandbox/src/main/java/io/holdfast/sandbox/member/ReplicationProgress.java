package io.holdfast.sandbox.member;

import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.OpTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// How far each member has come in the oplog, and the waiting for it.
public final class ReplicationProgress {
  private final ReplicaSet set;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private OpTime committed = OpTime.NONE;
  private boolean closed;

  ReplicationProgress(ReplicaSet set) {
    this.set = set;
  }

  /// The newest place that so many members have.
  private OpTime reachedBy(int count) {
    return set.members().stream()
        .map(Peer::applied)
        .sorted(Comparator.reverseOrder())
        .skip(count - 1L)
        .findFirst()
        .orElse(OpTime.NONE);
  }

  /// The newest place that a majority has for good: of what it has, only the present term's counts
  /// (the server's `updateLastCommittedOpTime`), since what is older may still be rolled back.
  OpTime committed() {
    OpTime reached = reachedBy(set.majority());
    if (reached.term() == set.term()) {
      told(reached);
    }
    lock.lock();
    try {
      return committed;
    } finally {
      lock.unlock();
    }
  }

  /// Somebody knows that a majority has a place.
  void told(OpTime place) {
    lock.lock();
    try {
      if (place.compareTo(committed) > 0) {
        committed = place;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Some member has come further, or is what it was no longer.
  public void changed() {
    signal(false);
  }

  /// Ends all waiting.
  void close() {
    signal(true);
  }

  private void signal(boolean last) {
    lock.lock();
    try {
      closed |= last;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether so many members have a place.
  boolean has(OpTime place, int count) {
    return reachedBy(count).compareTo(place) >= 0;
  }

  /// Waits until so many members have what the primary has written; false when time is up first.
  ///
  /// @throws io.holdfast.sandbox.error.CommandFailure PrimarySteppedDown when nobody knows any more
  ///   whether they ever will
  public boolean awaitWritten(Member writer, int count, Duration patience) {
    OpTime place = writer.applied();
    boolean reached = await(() -> !leads(writer, place) || has(place, count), patience);
    if (!leads(writer, place)) {
      throw ServerError.PRIMARY_STEPPED_DOWN.because(
          "Primary stepped down while waiting for replication");
    }
    return reached;
  }

  private boolean leads(Member writer, OpTime place) {
    return writer.isPrimary() && place.term() == set.term();
  }

  /// Waits until a majority, and a member itself, have a time; false when the patience ends first.
  public boolean awaitCommitted(Member member, long timestamp, Duration patience) {
    OpTime time = new OpTime(timestamp, -1);
    return await(
        () -> committed().compareTo(time) >= 0 && member.applied().compareTo(time) >= 0, patience);
  }

  /// Waits until the members are so far; false when time is up first.
  boolean await(BooleanSupplier reached, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!reached.getAsBoolean()) {
        if (left <= 0 || closed) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
