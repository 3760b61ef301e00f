package io.holdfast.activities.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// When a process began, as a word without blanks: what tells it from a later one with its id.
///
/// Where the system has `/proc` that is the boot and how many ticks after it: a clock that is set
/// meanwhile changes neither. Elsewhere it is the instant.
public final class Birth {
  private static final Path PROC = Path.of("/proc");

  /// In `/proc/<pid>/stat`, counted from behind the program's name, which may have blanks.
  private static final int START_TIME = 19;

  /// How much a system may be off that knows only instants.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private Birth() {}

  /// That of `process`; empty when it is over, or the system does not tell.
  public static Optional<String> of(ProcessHandle process) {
    Optional<String> ticks = ticks(process);
    return ticks.isPresent() ? ticks : process.info().startInstant().map(Instant::toString);
  }

  /// Whether `process` is the one that `birth` was taken of.
  public static boolean matches(ProcessHandle process, String birth) {
    try {
      Instant noted = Instant.parse(birth);
      return process
          .info()
          .startInstant()
          .filter(it -> Duration.between(it, noted).abs().compareTo(TOLERANCE) <= 0)
          .isPresent();
    } catch (DateTimeParseException _) {
      return ticks(process).filter(birth::equals).isPresent();
    }
  }

  private static Optional<String> ticks(ProcessHandle process) {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
      return Optional.of(boot + "/" + fields[START_TIME]);
    } catch (IOException _) {
      return Optional.empty(); // No such process, or no such system.
    }
  }
}
