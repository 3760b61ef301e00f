package io.holdfast.activities.mongodb.lock;

/// Somebody who unlocks one member when those who locked it cannot. It is told what is done, and
/// acts when it hears no more.
public interface Watchdog extends AutoCloseable {

  /// Tells it that the member is about to be locked: from now on it unlocks.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException CURSOR_REFUSED when it is gone
  void locking();

  /// Tells it which lock is ours: from now on it unlocks this one only.
  void locked(LockMark mark);

  /// Tells it that there is no lock of ours any more.
  void released();

  /// Whether it is still there.
  boolean isAlive();

  /// Leaves it alone: what was not released it undoes.
  @Override
  void close();
}
