package io.holdfast.cli.launch.temporal;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches Temporal's dev server with the SDK's own runner, which starts it once and so shows that
/// it works. A fetch that takes too long goes on behind, and its fruit is in the cache next time.
public final class TemporalFetch {
  /// Long enough for a good connection; a person waits.
  public static final Duration LIMIT = Duration.ofSeconds(20);

  private final TemporalCache cache;
  private final Duration limit;

  public TemporalFetch(TemporalCache cache, Duration limit) {
    this.cache = cache;
    this.limit = limit;
  }

  /// What became of it.
  sealed interface Result {
    /// It is in the cache.
    record Fetched(Path path) implements Result {}

    /// It is not, or not yet.
    record Failed(String why) implements Result {}
  }

  Result fetch() {
    CompletableFuture<Path> running = new CompletableFuture<>();
    // A daemon: the SDK's download cannot be interrupted and must not hold up the process's end.
    Thread.ofPlatform().daemon().name("temporal-fetch").start(() -> run(running));
    try {
      return new Result.Fetched(running.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Result.Failed(
          "the dev server was not fetched within %d s (it goes on, for the next time)"
              .formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      return new Result.Failed("the dev server could not be fetched (%s)".formatted(reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Failed("the fetch of the dev server was interrupted");
    }
  }

  private void run(CompletableFuture<Path> running) {
    TemporalDevServerOptions options =
        TemporalDevServerOptions.newBuilder()
            .setDownloadDestination(cache.folder().toString())
            .setUiEnabled(false)
            .setLogLevel("error")
            .build();
    try (var _ = TemporalDevServer.start(options)) {
      running.complete(
          cache
              .find()
              .orElseThrow(() -> new IllegalStateException("nothing in " + cache.folder())));
    } catch (RuntimeException e) {
      running.completeExceptionally(e);
    }
  }

  private static String reason(ExecutionException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
