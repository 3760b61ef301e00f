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
import io.holdfast.workflows.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyCommandRunnerTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  @TempDir private Path folder;

  @Test
  void aCommandIsToldEverythingAndNoSecretAndItsOutputIsKept() throws IOException {
    CommandRun run =
        runner("cat \"$HOLDFAST_FILES\"; env | sort; echo done >&2", Duration.ofMinutes(1))
            .run(TASK, content(List.of("a.wt", "journal/b")), data(), Heartbeat.none());

    assertThat(run.output().lines())
        .contains(
            "a.wt",
            "journal/b",
            "HOLDFAST_INSTANCE=shop",
            "HOLDFAST_BACKUP=nightly",
            "HOLDFAST_OPERATION=" + TASK.operation(),
            "HOLDFAST_ROUND=2",
            "HOLDFAST_REPLICA_SET=rs0",
            "HOLDFAST_MEMBER=db3.example:27017",
            "HOLDFAST_HOST=db3.example",
            "HOLDFAST_PORT=27017",
            "HOLDFAST_DBPATH=" + data(),
            "HOLDFAST_KEEPING=backup_cursor",
            "HOLDFAST_TIME=1790000000,3",
            "done");
    assertThat(run.output()).doesNotContain("HOLDFAST_REPOSITORY_KEY");
  }

  @Test
  void ofALongOutputTheEndIsKept() throws IOException {
    CommandRun run =
        runner("seq 1 100000", Duration.ofMinutes(1))
            .run(TASK, content(List.of()), data(), Heartbeat.none());

    assertThat(run.output()).endsWith("100000\n").hasSizeLessThanOrEqualTo(OutputTail.MOST_BYTES);
  }

  @Test
  void anotherExitCodeThanZeroFailsWithWhatItSaidLast() throws IOException {
    CopyCommandRunner runner =
        runner("echo first; echo 'no room left'; exit 3", Duration.ofMinutes(1));

    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(() -> runner.run(TASK, content(List.of()), data(), Heartbeat.none()))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.COPY_COMMAND_FAILED);
              assertThat(e.message())
                  .contains("db3.example:27017", "exit code 3", "no room left")
                  .doesNotContain("first");
            });
  }

  @Test
  void pastItsTimeItIsEndedWithEverythingItStarted() throws IOException {
    CopyCommandRunner runner = runner("echo $$ > pid; sleep 300; true", Duration.ofMillis(500));

    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(() -> runner.run(TASK, content(List.of()), data(), Heartbeat.none()))
        .satisfies(e -> assertThat(e.message()).contains("took longer than"));
    awaitNoneLeft();
  }

  @Test
  void aWordToStopEndsIt() throws IOException {
    CopyCommandRunner runner = runner("echo $$ > pid; sleep 300; true", Duration.ofMinutes(1));
    Heartbeat stopping =
        new Heartbeat() {
          @Override
          public void beat(Progress progress) {
            if (Files.exists(folder.resolve("pid"))) {
              throw new CancellationException();
            }
          }

          @Override
          public Optional<Progress> previous() {
            return Optional.empty();
          }
        };

    assertThatThrownBy(() -> runner.run(TASK, content(List.of()), data(), stopping))
        .isInstanceOf(CancellationException.class);
    awaitNoneLeft();
  }

  @Test
  void onlyAnAbsolutePathOfAnExecutableFileIsACommand() {
    assertThatThrownBy(() -> new CopyCommand(Path.of("copy.sh"), Duration.ofHours(1)))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no absolute path");
    assertThatThrownBy(
            () ->
                new CopyCommand(folder.resolve("copy.sh"), Duration.ofHours(1)).requireExecutable())
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no executable file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cp", "lvm", "zfs", "ebs"})
  void theExamplesAreShellScripts(String name) throws IOException, InterruptedException {
    Path script = EXAMPLES.resolve("copy-with-" + name + ".sh");
    Process check = new ProcessBuilder("sh", "-n", script.toString()).inheritIO().start();

    assertThat(check.waitFor()).isZero();
    assertThat(Files.isExecutable(script)).isTrue();
    assertThat(Files.readString(script)).startsWith("#!/bin/sh\n").contains("set -eu");
  }

  @Test
  void theExampleWithCpCopiesWhatIsListed() throws IOException {
    fillDataFolder();

    CommandRun run =
        example().run(TASK, content(List.of("a b.wt", "journal/log")), data(), Heartbeat.none());

    Path copy = folder.resolve("copies/mongodb/shop/nightly-2/rs0");
    assertThat(run.output()).contains("copied to ");
    assertThat(copy.resolve("a b.wt")).hasContent("collection");
    assertThat(copy.resolve("journal/log")).hasContent("journal");
    assertThat(copy.resolve("mongod.lock")).doesNotExist();
  }

  @Test
  void theExampleWithCpCopiesEverythingOfALockedServer() throws IOException {
    fillDataFolder();

    var _ = example().run(TASK, content(List.of()), data(), Heartbeat.none());

    Path copy = folder.resolve("copies/mongodb/shop/nightly-2/rs0");
    assertThat(copy.resolve("a b.wt")).hasContent("collection");
    assertThat(copy.resolve("journal/log")).hasContent("journal");
    assertThat(copy.resolve("mongod.lock")).doesNotExist();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void fillDataFolder() throws IOException {
    Path data = data();
    var _ = Files.createDirectories(data.resolve("journal"));
    Files.writeString(data.resolve("a b.wt"), "collection");
    Files.writeString(data.resolve("journal/log"), "journal");
    Files.writeString(data.resolve("mongod.lock"), "1");
  }

  /// As people are told to: a copy of the script with the folder written into it.
  private CopyCommandRunner example() throws IOException {
    String script = Files.readString(EXAMPLES.resolve("copy-with-cp.sh"));
    return runner(
        script.replace("/var/backups/mongodb", folder.resolve("copies/mongodb").toString()),
        Duration.ofMinutes(1));
  }

  private CopyCommandRunner runner(String script, Duration limit) throws IOException {
    return new CopyCommandRunner(
        new CopyCommand(Programs.write(folder, script), limit).requireExecutable(),
        Map.of("PATH", System.getenv("PATH"), "HOLDFAST_REPOSITORY_KEY", "secret"));
  }

  private void awaitNoneLeft() throws IOException {
    Programs.awaitEnd(folder);
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(it -> it.info().commandLine().orElse("").contains("sleep 300"));
  }
}
