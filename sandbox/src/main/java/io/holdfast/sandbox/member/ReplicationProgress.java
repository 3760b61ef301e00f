package io.holdfast.sandbox.member;

import io.holdfast.sandbox.oplog.OpTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far each member has come in the oplog, and the waiting for it.
public final class ReplicationProgress {
  private final List<Member> members;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  ReplicationProgress(List<Member> members) {
    this.members = members;
  }

  /// The newest place that so many members have.
  OpTime reachedBy(int count) {
    return members.stream()
        .map(Member::applied)
        .sorted(Comparator.reverseOrder())
        .skip(count - 1L)
        .findFirst()
        .orElse(OpTime.NONE);
  }

  /// Some member has come further.
  void changed() {
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

  /// Waits until so many members have the place; false when time is up first.
  public boolean await(OpTime place, int count, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (reachedBy(count).compareTo(place) < 0) {
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
