package io.holdfast.activities.mongodb.command;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The one program that a process may run to copy files. It comes from that process's own
/// configuration; no request can name another, or add an argument.
///
/// @param program absolute path
/// @param limit how long it may take
public record CopyCommand(Path program, Duration limit) {
  private static final Duration LONGEST = Duration.ofDays(6);

  public CopyCommand {
    if (!program.isAbsolute()) {
      throw invalid("The copy command '%s' is no absolute path.".formatted(program));
    }
    if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
      throw invalid("A copy command cannot have %s.".formatted(limit));
    }
  }

  /// Refuses a program that is not there.
  ///
  /// @throws HoldfastException VALIDATION_FAILED
  public CopyCommand requireExecutable() {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw invalid("The copy command %s is no executable file.".formatted(program));
    }
    return this;
  }

  private static HoldfastException invalid(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Set HOLDFAST_WORKER_COPY_COMMAND (of an agent: HOLDFAST_AGENT_COPY_COMMAND) to the absolute"
            + " path of an executable file, and …_COPY_TIME_LIMIT to at most 6d.");
  }
}
