package io.holdfast.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that a test started, with its output in a file. Ended by its own id, never by name.
public final class ChildProcess implements AutoCloseable {
  /// Its bit in the masks of `/proc`.
  private static final long SIGINT = 1L << (2 - 1);

  /// The commands that are started again and again, and load much.
  private static final Set<String> RESIDENT = Set.of("server", "worker", "agent");

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a command; `environment` is added to this process's own.
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a `holdfast` command from the jar that a user runs, with the heap that must do.
  ///
  /// Most of what a test costs is the starting of processes. So they do without the compiler that
  /// pays in the long run only, and share their loaded classes: the first of each kind that ends
  /// leaves an archive of them beside the jar, which is made anew whenever the jar is.
  public static ChildProcess holdfast(
      List<String> arguments, Map<String, String> environment, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(arguments.getFirst()),
                "-Xlog:disable",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar().toString()));
    command.addAll(arguments);
    return start(command, environment, log);
  }

  private static Path archive(String command) {
    String kind = RESIDENT.contains(command) ? command : "cli";
    return jar().resolveSibling(kind + ".jsa");
  }

  private static Path jar() {
    Path folder = Path.of("..", "cli", "target");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("holdfast\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in " + folder.toAbsolutePath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Everything it has printed so far.
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it ends by itself.
  ///
  /// @return its exit code
  /// @throws IllegalStateException when it does not within the time
  public int await(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running after " + seconds + " s:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The processes that it has started and that still run.
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /// What Ctrl-C sends (SIGINT); SIGTERM, which ends a Java process the same way, where it ignores
  /// the other because this process was started in the background.
  public void interrupt() {
    String name = ignoresInterrupts() ? "-TERM" : "-INT";
    List<String> kill = List.of("kill", name, Long.toString(process.pid()));
    try (ChildProcess signal = start(kill, Map.of(), log)) {
      signal.await(5);
    }
  }

  private boolean ignoresInterrupts() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.exists(status) ? Files.lines(status) : Stream.empty()) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(mask -> (mask & SIGINT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `kill -9`: no hook runs, nothing is flushed.
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Asks it to end (SIGTERM), and kills it when it does not within 20 seconds.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
