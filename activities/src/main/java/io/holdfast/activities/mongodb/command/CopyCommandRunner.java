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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs a copy command to its end, and ends it when it is to stop.
public final class CopyCommandRunner {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CopyCommand command;
  private final Map<String, String> environment;

  /// @param environment of this process
  public CopyCommandRunner(CopyCommand command, Map<String, String> environment) {
    this.command = command;
    this.environment = Map.copyOf(environment);
  }

  /// Runs the command for one member's files. No process of it is left, whatever happens.
  ///
  /// @throws HoldfastException COPY_COMMAND_FAILED
  public CommandRun run(CopyTask task, ExternalContent content, Heartbeat heartbeat) {
    Instant startedAt = Instant.now();
    @Nullable Path list = null;
    try {
      list = Files.createTempFile("holdfast-files-", ".txt");
      Files.write(list, content.files().stream().map(BackupFile::path).toList());
      OutputTail output = await(start(task, content, list), task, heartbeat);
      return new CommandRun(
          command.program().toString(),
          startedAt.truncatedTo(ChronoUnit.MILLIS),
          Duration.between(startedAt, Instant.now()).toSeconds(),
          output.text());
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.COPY_COMMAND_FAILED,
          "%s could not be started for %s.".formatted(command.program(), task.source().address()),
          "See that the user that runs this process may execute it.",
          e);
    } finally {
      delete(list);
    }
  }

  private Process start(CopyTask task, ExternalContent content, Path list) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.program().toString())
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(CopyEnvironment.of(task, content, list, environment));
    return builder.start();
  }

  private OutputTail await(Process process, CopyTask task, Heartbeat heartbeat) {
    OutputTail output = new OutputTail(process.getInputStream());
    Thread reader = Thread.ofVirtual().name("copy-command-output").start(output);
    long begin = System.nanoTime();
    try {
      while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        heartbeat.beat(new Progress("copy", null, spent.toSeconds(), 0, "seconds", 0));
        if (spent.compareTo(command.limit()) > 0) {
          throw failed(task, "took longer than " + command.limit(), output);
        }
      }
      // A process that it left behind may keep its output open.
      var _ = reader.join(GRACE);
      if (process.exitValue() != 0) {
        throw failed(task, "ended with exit code " + process.exitValue(), output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(task, "was stopped with the process that ran it", output);
    } finally {
      end(process);
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

  /// Ends it and everything that it started: first politely.
  private static void end(Process process) {
    try (Stream<ProcessHandle> children = process.descendants()) {
      var all = Stream.concat(children, Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroy);
      if (process.isAlive() && !process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      var _ = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
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
