package io.holdfast.activities.repository;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Many small questions to a store that is far away, a bounded number of them at one time.
final class AtOnce {
  private static final int THREADS = 16;

  private AtOnce() {}

  /// The answers, in the order of the questions.
  ///
  /// @throws HoldfastException what the first failed question threw
  static <T, R> List<R> map(List<T> questions, Function<T, R> ask) {
    if (questions.size() <= 1) {
      return questions.stream().map(ask).toList();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(THREADS, questions.size()), Thread.ofPlatform().name("ask-", 0).factory());
    try {
      List<Future<R>> pending = new ArrayList<>(questions.size());
      questions.forEach(question -> pending.add(threads.submit(() -> ask.apply(question))));
      return pending.stream().map(AtOnce::answer).toList();
    } finally {
      var _ = threads.shutdownNow();
      threads.close();
    }
  }

  private static <R> R answer(Future<R> pending) {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.OPERATION_CANCELLED, "The list was interrupted.", "Ask for it again.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }
}
