package io.holdfast.activities.storage.transfer;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// One transfer on a thread of its own.
public final class Flight<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Thread thread;

  /// @param landed run when the transfer has ended, however it did
  Flight(Supplier<T> transfer, Runnable landed) {
    this.thread =
        Thread.ofPlatform().daemon().name("holdfast-transfer").start(() -> run(transfer, landed));
  }

  private void run(Supplier<T> transfer, Runnable landed) {
    try {
      result.complete(transfer.get());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    } finally {
      landed.run();
    }
  }

  /// Whether it has ended.
  public boolean hasLanded() {
    return result.isDone();
  }

  /// What was transferred, when it has been.
  ///
  /// @throws RuntimeException what the transfer threw
  /// @throws HoldfastException STORAGE_UNAVAILABLE when the waiting is interrupted
  public T await() {
    try {
      thread.join();
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "A transfer was interrupted.",
          "It is tried again when whoever interrupted it goes on.",
          e);
    }
  }

  /// Ends the transfer as soon as it can be.
  public void abort() {
    thread.interrupt();
  }

  /// Returns when the transfer has ended; what became of it is of no interest any more.
  public void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
