package io.holdfast.cli.launch.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A file that says which child process was started, so that the next start can end it when this
/// process died without doing so. Written right after the child's start, deleted after its end.
///
/// @param file two lines: the process id, and when the process began
public record ChildRecord(Path file) {
  /// Linux computes a start time from the boot time, which moves a little when the clock is set.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  void write(ProcessHandle child) {
    String begun = child.info().startInstant().map(Instant::toString).orElse("");
    try {
      Files.writeString(file, child.pid() + "\n" + begun + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the recorded process if it still runs and really is that one: a process id alone proves
  /// nothing, since they are used again.
  ///
  /// @return whether there was an orphan
  boolean endOrphan() {
    Optional<ProcessHandle> orphan = orphan();
    orphan.ifPresent(process -> end(process, PATIENCE));
    delete();
    return orphan.isPresent();
  }

  private Optional<ProcessHandle> orphan() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 2 || lines.get(1).isBlank()) {
        return Optional.empty();
      }
      Instant begun = Instant.parse(lines.get(1));
      return ProcessHandle.of(Long.parseLong(lines.getFirst()))
          .filter(process -> begunAt(process, begun));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // A record torn by a crash names nobody.
      return Optional.empty();
    }
  }

  private static boolean begunAt(ProcessHandle process, Instant begun) {
    return process
        .info()
        .startInstant()
        .filter(at -> Duration.between(at, begun).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }

  /// Asks the process to end, and kills it when it does not within `patience`.
  static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!ended(process, patience)) {
      process.destroyForcibly();
      ended(process, patience);
    }
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }
}
