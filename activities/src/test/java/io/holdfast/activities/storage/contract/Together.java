package io.holdfast.activities.storage.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Eight threads that do the same thing at the same time.
final class Together {
  static final int THREADS = 8;

  private Together() {}

  interface Part<T> {
    T run(int me) throws Exception;
  }

  /// @return what each answered, by its number
  static <T> List<T> run(Part<T> part) throws Exception {
    List<Callable<T>> parts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int me = i;
      parts.add(() -> part.run(me));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(parts)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
