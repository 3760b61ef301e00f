package io.holdfast.sandbox.storage;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// A member's catalog with the lock that guards it: any number of readers, or one writer. Readers
/// may wait for the next write.
public final class Store {
  private final Changes changes = new Changes();
  private final Catalog catalog = new Catalog(changes);
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Condition written = lock.writeLock().newCondition();
  private long version;
  private int freezes;

  /// The catalog; only to be touched inside [#read] or [#write].
  public Catalog catalog() {
    return catalog;
  }

  /// Has a listener told of every change from now on.
  public void listen(ChangeListener listener) {
    changes.listen(listener);
  }

  public <T> T read(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  public <T> T write(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      changes.written();
      version++;
      written.signalAll();
      lock.writeLock().unlock();
    }
  }

  /// Holds clients' writes back until it is thawed as often as it was frozen.
  ///
  /// @return how often it is frozen now
  public int freeze() {
    return write(() -> ++freezes);
  }

  /// Undoes one [#freeze].
  ///
  /// @return how often it is frozen still; -1 when it was not frozen
  public int thaw() {
    return write(() -> freezes == 0 ? -1 : --freezes);
  }

  public boolean isFrozen() {
    return read(() -> freezes > 0);
  }

  /// A client's write: waits while the store is frozen.
  public <T> T writeUnfrozen(Supplier<T> work) {
    return write(
        () -> {
          while (freezes > 0) {
            written.awaitUninterruptibly();
          }
          return work.get();
        });
  }

  /// Wakes whoever waits, as if something had been written.
  public void wake() {
    write(() -> true);
  }

  /// A number that grows with each write.
  public long version() {
    return read(() -> version);
  }

  /// Waits until there was a write after `seen`, at most `patience`; interruption ends the wait.
  public void awaitWrite(long seen, Duration patience) {
    lock.writeLock().lock();
    try {
      long left = patience.toNanos();
      while (version == seen && left > 0) {
        left = written.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Inside [#write]: lets others write until `free` says yes, at most `patience`.
  public boolean awaitInside(Supplier<Boolean> free, Duration patience) {
    try {
      long left = patience.toNanos();
      while (!free.get()) {
        if (left <= 0) {
          return false;
        }
        left = written.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
