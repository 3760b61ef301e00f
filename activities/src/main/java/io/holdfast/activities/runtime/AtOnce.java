package io.holdfast.activities.runtime;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// One question to many at the same time, so that those that are slow to answer, or do not, are
/// waited for together.
public final class AtOnce {
  private AtOnce() {}

  /// What `question` has for each of them, in their order. Returns when all have answered.
  ///
  /// @param <A> an answer
  /// @throws RuntimeException what the first question threw that did
  public static <T, A> List<A> ask(Collection<T> whom, Function<T, A> question) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<A>> asked =
          whom.stream()
              .map(one -> CompletableFuture.supplyAsync(() -> question.apply(one), threads))
              .toList();
      return asked.stream().map(AtOnce::answer).toList();
    }
  }

  private static <A> A answer(CompletableFuture<A> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
