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
import java.util.stream.Stream;

/// Many small questions to a store that is far away, a bounded number of them at one time.
final class AtOnce {
  private static final int THREADS = 16;

  /// A page of a list: who asks for no more waits for no more.
  private static final int FIRST_BATCH = 64;

  private static final int LARGEST_BATCH = 512;

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

  /// The answers to a long list of questions, which are asked batch by batch as the answers are
  /// used up: the first are there long before the last.
  ///
  /// @param ask answers a batch
  static <T, R> Stream<R> lazily(List<T> questions, Function<List<T>, List<R>> ask) {
    List<List<T>> batches = new ArrayList<>();
    int length = FIRST_BATCH;
    int from = 0;
    while (from < questions.size()) {
      int to = Math.min(questions.size(), from + length);
      batches.add(questions.subList(from, to));
      from = to;
      length = Math.min(LARGEST_BATCH, 2 * length);
    }
    return batches.stream().flatMap(batch -> ask.apply(batch).stream());
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
