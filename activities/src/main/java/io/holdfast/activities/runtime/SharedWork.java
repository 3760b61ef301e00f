package io.holdfast.activities.runtime;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Work on many things that a few platform threads share (it is bound by the processors: digests
/// and compression). The first failure stops all of it.
public final class SharedWork<T> {
  private final Iterator<T> things;
  private final Consumer<T> work;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private SharedWork(Iterator<T> things, Consumer<T> work) {
    this.things = things;
    this.work = work;
  }

  /// Does `work` on each of `things`; returns when all is done and every thread has ended.
  ///
  /// @param name of the threads
  /// @throws RuntimeException the first failure, as it was thrown
  public static <T> void run(String name, int threads, Iterator<T> things, Consumer<T> work) {
    SharedWork<T> shared = new SharedWork<>(things, work);
    for (int i = 0; i < threads; i++) {
      shared.threads.add(Thread.ofPlatform().name(name + "-" + i).unstarted(shared::takeTurns));
    }
    shared.threads.forEach(Thread::start);
    shared.join();
  }

  private void takeTurns() {
    try {
      while (failure.get() == null) {
        T thing;
        synchronized (things) {
          if (!things.hasNext()) {
            return;
          }
          thing = things.next();
        }
        work.accept(thing);
      }
    } catch (RuntimeException | Error e) {
      stop(e);
    }
  }

  /// Whoever waits for a server or a disk need not wait on.
  private void stop(Throwable reason) {
    if (failure.compareAndSet(null, reason)) {
      threads.forEach(Thread::interrupt);
    }
  }

  /// The threads write to the journal and the store: none may outlive the attempt.
  private void join() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stop(new CompletionException("interrupted", e));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new CompletionException(e);
    }
  }
}
