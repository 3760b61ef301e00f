package io.holdfast.cli.launch.temporal;

import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds Temporal's dev server from its sources with Go, into our cache: the way that works where
/// only package mirrors can be reached.
public final class TemporalInstall {
  /// Newer versions have `replace` directives and cannot be installed so.
  static final String MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1";

  /// Where Go's own installers put it.
  public static final List<String> USUAL_FOLDERS =
      List.of("/usr/local/go/bin", "/opt/homebrew/bin");

  private static final Duration TICK = Duration.ofSeconds(1);

  private final Function<String, @Nullable String> env;
  private final List<String> usualFolders;
  private final TemporalCache cache;

  /// @param usualFolders where Go is looked for besides the PATH
  public TemporalInstall(
      Function<String, @Nullable String> env, List<String> usualFolders, TemporalCache cache) {
    this.env = env;
    this.usualFolders = usualFolders;
    this.cache = cache;
  }

  /// Builds it, which takes some minutes, or finds it built already.
  ///
  /// @return the executable
  /// @throws HoldfastException TEMPORAL_UNAVAILABLE when there is no Go, or the build failed
  public Path install(LiveLine line) {
    Optional<Path> there = cache.find();
    if (there.isPresent()) {
      return there.get();
    }
    Path go =
        go().orElseThrow(
                () ->
                    new HoldfastException(
                        ErrorCode.TEMPORAL_UNAVAILABLE,
                        "There is no Go here to build Temporal's dev server with.",
                        "Install Go 1.24 or newer (https://go.dev/dl, or your package manager) and"
                            + " run this again; or put a 'temporal' from"
                            + " https://docs.temporal.io/cli on the PATH."));
    try {
      Files.createDirectories(cache.folder());
      build(go, line);
      return cache.find().orElseThrow(() -> failed("Go built no executable."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("It was interrupted.");
    }
  }

  private void build(Path go, LiveLine line) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(go.toString(), "install", MODULE)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("GOBIN", cache.folder().toString());
    long begun = System.nanoTime();
    Process process = builder.start();
    try {
      while (!process.waitFor(TICK)) {
        Duration passed = Duration.ofNanos(System.nanoTime() - begun);
        line.show("Building Temporal's dev server with Go", Human.duration(passed), -1);
      }
    } finally {
      process.destroy();
      line.wipe();
    }
    if (process.exitValue() != 0) {
      throw failed("'go install' ended with exit code %d.".formatted(process.exitValue()));
    }
  }

  private Path log() {
    return cache.folder().resolve("install.log");
  }

  private HoldfastException failed(String why) {
    return new HoldfastException(
        ErrorCode.TEMPORAL_UNAVAILABLE,
        "Temporal's dev server could not be built. " + why,
        "What Go said is in " + log());
  }

  private Optional<Path> go() {
    String path = env.apply("PATH");
    Stream<String> folders =
        path == null ? Stream.of() : Stream.of(path.split(File.pathSeparator, -1));
    return Stream.concat(folders, usualFolders.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
