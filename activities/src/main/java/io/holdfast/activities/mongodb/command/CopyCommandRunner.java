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
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a copy command to its end, and ends it when it is to stop.
public final class CopyCommandRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CopyCommandRunner.class);

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
  /// @throws CommandStoppedException when the thread is interrupted
  public CommandRun run(CopyTask task, ExternalContent content, Path dbPath, Heartbeat heartbeat) {
    Instant startedAt = Instant.now();
    Path list = list(task, content);
    try {
      OutputTail output = await(start(task, content, dbPath, list), task, heartbeat);
      return new CommandRun(
          command.program().toString(),
          startedAt.truncatedTo(ChronoUnit.MILLIS),
          Duration.between(startedAt, Instant.now()).toSeconds(),
          output.text());
    } finally {
      delete(list);
    }
  }

  private Path list(CopyTask task, ExternalContent content) {
    @Nullable Path list = null;
    try {
      list = Files.createTempFile("holdfast-files-", ".txt");
      return Files.write(list, content.files().stream().map(BackupFile::path).toList());
    } catch (IOException e) {
      delete(list);
      throw notBegun(
          task,
          "was not started, because the list of the files could not be written",
          "See that %s has room.".formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private CommandProcess start(CopyTask task, ExternalContent content, Path dbPath, Path list) {
    CommandProcess process = launch(task, content, dbPath, list);
    try {
      if (note.isPresent()) {
        note.get().write(process.group(), list);
      }
      return process;
    } catch (IOException e) {
      process.group().end();
      forget();
      throw notBegun(
          task,
          "was ended at once, because nobody could note in %s that it runs"
              .formatted(note.orElseThrow()),
          "See that the user that runs this process may write there, and that there is room.",
          e);
    }
  }

  private CommandProcess launch(CopyTask task, ExternalContent content, Path dbPath, Path list) {
    try {
      return CommandProcess.start(
          command.program(), CopyEnvironment.of(task, content, dbPath, list, environment));
    } catch (IOException e) {
      throw notBegun(
          task,
          "could not be started",
          "See that the user that runs this process may execute it.",
          e);
    }
  }

  private RuntimeException notBegun(CopyTask task, String how, String hint, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new CommandStoppedException(e);
    }
    return new HoldfastException(
        ErrorCode.COPY_COMMAND_FAILED,
        "%s for %s %s: %s.".formatted(command.program(), task.source().address(), how, e),
        hint,
        e);
  }

  private OutputTail await(CommandProcess process, CopyTask task, Heartbeat heartbeat) {
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
      throw new CommandStoppedException(e);
    } finally {
      if (!copied) {
        process.group().end();
      }
      forget();
    }
  }

  /// What the command did stays done when its note cannot be cleared.
  private void forget() {
    try {
      if (note.isPresent()) {
        note.get().clear();
      }
    } catch (IOException e) {
      LOG.warn("{} stays, though no copy command runs any more: {}", note.orElseThrow(), e);
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
