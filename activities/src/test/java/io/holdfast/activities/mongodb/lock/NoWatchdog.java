package io.holdfast.activities.mongodb.lock;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A watchdog that does nothing but listen, for tests that want to see what happens without one.
public final class NoWatchdog implements Watchdog {
  /// What starts such ones.
  public static final Watchdogs EVERYWHERE = (_, _, _) -> new NoWatchdog();

  private final List<String> heard = new CopyOnWriteArrayList<>();

  /// What it was told.
  public List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void locking() {
    heard.add("locking");
  }

  @Override
  public void locked(LockMark mark) {
    heard.add("locked");
  }

  @Override
  public void released() {
    heard.add("released");
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void close() {}
}
