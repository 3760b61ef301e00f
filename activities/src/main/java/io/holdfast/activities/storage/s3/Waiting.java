package io.holdfast.activities.storage.s3;

import io.holdfast.workflows.error.HoldfastException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waiting for work on other threads, which an interrupt does not cut short: that work holds memory
/// and an upload, and ends soon by its own timeouts.
final class Waiting {
  private Waiting() {}

  /// The result, or the work's own exception.
  static <T> T resultOf(Future<T> work) {
    forEnd(work);
    try {
      return work.resultNow();
    } catch (IllegalStateException _) {
      throw failure(work.exceptionNow());
    }
  }

  private static RuntimeException failure(Throwable thrown) {
    return switch (thrown) {
      // The stack of whoever waits tells more than that of the thread that sent a part.
      case HoldfastException e -> new HoldfastException(e.code(), e.message(), e.hint(), e);
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }

  /// Returns when the work is over, whatever came of it.
  static void forEnd(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        var _ = work.get();
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (ExecutionException _) {
        // Over.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
