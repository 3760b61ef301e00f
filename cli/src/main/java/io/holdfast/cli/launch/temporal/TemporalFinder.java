package io.holdfast.cli.launch.temporal;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds a Temporal: the one named by a person, else `temporal` on the PATH, else the one in our
/// cache, else one that is fetched, else the in-memory server.
public final class TemporalFinder {
  /// Names a `temporal` executable, like the option `--temporal`.
  public static final String VARIABLE = "HOLDFAST_TEMPORAL";

  /// In place of a path: the in-memory server, whatever else there is.
  public static final String IN_MEMORY = "in-memory";

  private final Function<String, @Nullable String> env;
  private final TemporalCache cache;
  private final TemporalFetch fetch;

  public TemporalFinder(
      Function<String, @Nullable String> env, TemporalCache cache, TemporalFetch fetch) {
    this.env = env;
    this.cache = cache;
    this.fetch = fetch;
  }

  /// @param named a path or [#IN_MEMORY]; null to look at [#VARIABLE] and go on from there
  /// @throws HoldfastException VALIDATION_FAILED when the named executable is none
  public TemporalSource find(@Nullable String named) {
    String choice = named != null ? named : env.apply(VARIABLE);
    if (choice != null && !choice.isBlank()) {
      return chosen(choice, named != null ? "named by --temporal" : "named by " + VARIABLE);
    }
    return onPath()
        .map(path -> new TemporalSource.Binary(path, "on the PATH"))
        .or(() -> cache.find().map(path -> new TemporalSource.Binary(path, "in the cache")))
        .<TemporalSource>map(binary -> binary)
        .orElseGet(this::fetched);
  }

  private static TemporalSource chosen(String choice, String how) {
    if (choice.equals(IN_MEMORY)) {
      return new TemporalSource.InMemory(how);
    }
    Path path = Path.of(choice).toAbsolutePath();
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is no executable file (%s).".formatted(path, how),
          "Name the 'temporal' executable, or leave it out to have one found.");
    }
    return new TemporalSource.Binary(path, how);
  }

  private Optional<Path> onPath() {
    String path = env.apply("PATH");
    if (path == null) {
      return Optional.empty();
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder).resolve(TemporalCache.EXECUTABLE);
      if (!folder.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  private TemporalSource fetched() {
    return switch (fetch.fetch()) {
      case TemporalFetch.Result.Fetched(Path path) ->
          new TemporalSource.Binary(path, "fetched just now");
      case TemporalFetch.Result.Failed(String why) -> new TemporalSource.InMemory(why);
    };
  }
}
