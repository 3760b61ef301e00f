package io.holdfast.activities.mongodb.command;

import static io.holdfast.activities.mongodb.command.CopySamples.TASK;
import static io.holdfast.activities.mongodb.command.CopySamples.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copy commands that are noted while they run, as agents do it.
class NotedCommandTest {
  @TempDir private Path folder;

  @Test
  void onceItIsOverNothingIsNotedAndTheNotesFolderIsGone() throws IOException {
    CommandRun run = run("until [ -s own/note ]; do sleep 0.1; done; cat own/note");

    assertThat(run.output()).matches("[0-9]+ \\S+ (group|alone) /.+\n");
    assertThat(folder.resolve("own")).doesNotExist();
  }

  @Test
  void whatElseIsInTheNotesFolderStaysThere() throws IOException {
    Path marker = Files.createDirectories(folder.resolve("own")).resolve("restore.properties");
    Files.createFile(marker);

    var _ = run("true");

    assertThat(folder.resolve("own")).isDirectoryContaining(marker::equals);
    assertThat(note()).doesNotExist();
  }

  @Test
  void aCopyCountsAlsoWhenItsNoteCannotBeCleared() throws IOException {
    CommandRun run =
        run(
            "until [ -s own/note ]; do sleep 0.1; done; rm own/note; mkdir -p own/note/x;"
                + " echo copied");

    assertThat(run.output()).isEqualTo("copied\n");
    assertThat(note()).isDirectory();
  }

  @Test
  void aFailureIsToldAlsoWhenItsNoteCannotBeCleared() {
    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(
            () ->
                run(
                    "until [ -s own/note ]; do sleep 0.1; done; rm own/note; mkdir -p own/note/x;"
                        + " exit 3"))
        .satisfies(e -> assertThat(e.message()).contains("exit code 3"));
  }

  @Test
  void whatCannotBeNotedIsEndedAndSaidSo() throws IOException {
    Files.createFile(folder.resolve("own"));

    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(() -> run("echo $$ > pid; sleep 300; true"))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.COPY_COMMAND_FAILED);
              assertThat(e.message())
                  .contains("was ended at once", note().toString())
                  .doesNotContain("could not be started");
            });
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(it -> it.info().commandLine().orElse("").contains(folder.toString()));
  }

  @Test
  void aThreadThatIsInterruptedEndsItAndBlamesNoCommand() throws IOException {
    CopyCommandRunner runner = runner("echo $$ > pid; sleep 300; true");
    Thread running = Thread.currentThread();
    Thread.ofVirtual()
        .start(
            () -> {
              Programs.awaitBegin(folder);
              running.interrupt();
            });

    assertThatThrownBy(() -> runner.run(TASK, content(List.of()), folder, Heartbeat.none()))
        .isInstanceOf(CommandStoppedException.class);

    assertThat(Thread.interrupted()).isTrue();
    Programs.awaitEnd(folder);
    assertThat(folder.resolve("own")).doesNotExist();
  }

  private CommandRun run(String script) throws IOException {
    return runner(script).run(TASK, content(List.of()), folder, Heartbeat.none());
  }

  private CopyCommandRunner runner(String script) throws IOException {
    CopyCommand command =
        new CopyCommand(Programs.write(folder, script), Duration.ofMinutes(1)).requireExecutable();
    return new CopyCommandRunner(command, Map.of("PATH", System.getenv("PATH")))
        .noting(new CommandNote(note()));
  }

  private Path note() {
    return folder.resolve("own/note");
  }
}
