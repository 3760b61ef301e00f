package io.holdfast.activities.mongodb.command;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs a copy command to its end, and ends it when it is to stop.
public final class CopyCommandRunner {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CopyCommand command;
  private final Map<String, String> environment;
  private final Optional<CommandNote> note;

  /// @param environment of this process
  public CopyCommandRunner(CopyCommand command, Map<String, String> environment) {
    this(command, environment, Optional.empty());
  }

  private CopyCommandRunner(
      CopyCommand command, Map<String, String> environment, Optional<CommandNote> note) {
    this.command = command;
    this.environment = Map.copyOf(environment);
    this.note = note;
  }

  /// The same that notes what is running, for whoever comes after this process.
  public CopyCommandRunner noting(CommandNote running) {
    return new CopyCommandRunner(command, environment, Optional.of(running));
  }

  /// Runs the command for one member's files. When it fails or is to stop, no process of it is
  /// left.
  ///
  /// @param dbPath the member's data folder, as the command sees it
  /// @throws HoldfastException COPY_COMMAND_FAILED
  public CommandRun run(CopyTask task, ExternalContent content, Path dbPath, Heartbeat heartbeat) {
    Instant startedAt = Instant.now();
    @Nullable Path list = null;
    try {
      list = Files.createTempFile("holdfast-files-", ".txt");
      Files.write(list, content.files().stream().map(BackupFile::path).toList());
      OutputTail output = await(start(task, content, dbPath, list), task, heartbeat);
      return new CommandRun(
          command.program().toString(),
          startedAt.truncatedTo(ChronoUnit.MILLIS),
          Duration.between(startedAt, Instant.now()).toSeconds(),
          output.text());
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.COPY_COMMAND_FAILED,
          "%s could not be started for %s: %s."
              .formatted(command.program(), task.source().address(), e),
          "See that the user that runs this process may execute it.",
          e);
    } finally {
      delete(list);
    }
  }

  private CommandProcess start(CopyTask task, ExternalContent content, Path dbPath, Path list)
      throws IOException {
    CommandProcess process =
        CommandProcess.start(
            command.program(), CopyEnvironment.of(task, content, dbPath, list, environment));
    try {
      if (note.isPresent()) {
        note.get().write(process.group());
      }
      return process;
    } catch (IOException e) {
      process.group().end();
      throw e;
    }
  }

  private OutputTail await(CommandProcess process, CopyTask task, Heartbeat heartbeat)
      throws IOException {
    OutputTail output = new OutputTail(process.output());
    Thread reader = Thread.ofVirtual().name("copy-command-output").start(output);
    boolean copied = false;
    try {
      awaitEnd(process, task, output, heartbeat);
      // A process that it left behind may keep its output open.
      var _ = reader.join(GRACE);
      if (process.exitValue() != 0) {
        throw failed(task, "ended with exit code " + process.exitValue(), output);
      }
      copied = true;
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(task, "was stopped with the process that ran it", output);
    } finally {
      if (!copied) {
        process.group().end();
      }
      if (note.isPresent()) {
        note.get().clear();
      }
    }
  }

  private void awaitEnd(
      CommandProcess process, CopyTask task, OutputTail output, Heartbeat heartbeat)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (!process.waitFor(LOOK)) {
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      heartbeat.beat(new Progress("copy", null, spent.toSeconds(), 0, "seconds", 0));
      if (spent.compareTo(command.limit()) > 0) {
        throw failed(task, "took longer than " + command.limit(), output);
      }
    }
  }

  private HoldfastException failed(CopyTask task, String how, OutputTail output) {
    String last = output.lastLine();
    return new HoldfastException(
        ErrorCode.COPY_COMMAND_FAILED,
        "%s for %s %s%s"
            .formatted(
                command.program(),
                task.source().address(),
                how,
                last.isEmpty() ? "." : ": " + last),
        "Mend the command on that host, remove what it left, and start the backup again.");
  }

  private static void delete(@Nullable Path list) {
    try {
      if (list != null) {
        Files.deleteIfExists(list);
      }
    } catch (IOException _) {
      // A list of names in the folder for temporary files; that is emptied by itself.
    }
  }
}
