package io.holdfast.activities.mongodb.lock;

/// A watchdog that does nothing, for tests that want to see what happens without one.
public final class NoWatchdog implements Watchdog {
  /// What starts such ones.
  public static final Watchdogs EVERYWHERE = (_, _, _) -> new NoWatchdog();

  @Override
  public void locking() {}

  @Override
  public void locked(LockMark mark) {}

  @Override
  public void released() {}

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void close() {}
}
