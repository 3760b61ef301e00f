package io.holdfast.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that a test started, with its output in a file. Ended by its own id, never by name.
public final class ChildProcess implements AutoCloseable {
  /// Its bit in the masks of `/proc`.
  private static final long SIGINT = 1L << (2 - 1);

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

  /// Starts a `holdfast` command; `environment` is added to this process's own.
  public static ChildProcess holdfast(
      List<String> arguments, Map<String, String> environment, Path log) {
    return start(Launch.command(arguments), environment, log);
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

  public long pid() {
    return process.pid();
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
