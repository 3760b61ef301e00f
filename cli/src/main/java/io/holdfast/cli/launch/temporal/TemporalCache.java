package io.holdfast.cli.launch.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder in which Holdfast keeps `temporal` executables that it fetched or had built.
public record TemporalCache(Path folder) {
  static final String EXECUTABLE = "temporal";

  /// The SDK's fetcher puts it two folders deep, by version and platform.
  private static final int DEPTH = 3;

  /// `$XDG_CACHE_HOME/holdfast/temporal`, or below `~/.cache`.
  public static TemporalCache ofUser(Function<String, @Nullable String> env) {
    String base = env.apply("XDG_CACHE_HOME");
    Path caches =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return new TemporalCache(caches.resolve("holdfast").resolve("temporal"));
  }

  /// The newest executable in the cache.
  public Optional<Path> find() {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().equals(EXECUTABLE))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .max(Comparator.comparingLong(TemporalCache::modified));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
