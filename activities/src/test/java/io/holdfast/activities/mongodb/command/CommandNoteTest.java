package io.holdfast.activities.mongodb.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is left of commands, and how it is ended.
class CommandNoteTest {
  private static final String LONG = "echo $$ > pid; sleep 300; true";

  @TempDir private Path folder;

  @Test
  void whatHasLostItsParentIsEndedWithTheCommandThatStartedIt()
      throws IOException, InterruptedException {
    CommandProcess command = start("(sh -c '" + LONG + "' &); exit 1");
    Programs.awaitBegin(folder);
    assertThat(command.waitFor(Duration.ofSeconds(20))).isTrue();

    command.group().end();

    Programs.awaitEnd(folder);
  }

  @Test
  void whatAKilledProcessLeftRunningIsEndedByItsSuccessor() throws IOException {
    CommandProcess left = start(LONG);
    note().write(left.group(), list());
    Programs.awaitBegin(folder);

    note().endLeft();

    Programs.awaitEnd(folder);
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatOutlivesTheCommandIsEndedWithItsGroup() throws IOException, InterruptedException {
    CommandProcess over = startThatLeaves("sh -c '" + LONG + "'", list());

    note().endLeft();

    Programs.awaitEnd(folder);
    assertThat(over.group().leader().isAlive()).isFalse();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatStripsItsEnvironmentIsEndedWithTheGroupToo() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/env")).isExecutable();
    var _ = startThatLeaves("sleep 301 & env -i PATH=\"$PATH\" sh -c '" + LONG + "'", list());

    note().endLeft();

    Programs.awaitEnd(folder);
  }

  @Test
  void aGroupThatHasTheNumberOfOneThatIsGoneIsLeftAlone() throws IOException, InterruptedException {
    CommandProcess other = startThatLeaves("sh -c '" + LONG + "'", folder.resolve("another.txt"));
    try {
      note().endLeft();

      Programs.requireRunning(folder);
      assertThat(file()).doesNotExist();
    } finally {
      other.group().end();
    }
    Programs.awaitEnd(folder);
  }

  /// Starts a command that is over, and has left `child` behind, when this returns. It was noted.
  ///
  /// @param list as its environment names it
  private CommandProcess startThatLeaves(String child, Path list)
      throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/stat")).exists();
    CommandProcess command =
        CommandProcess.start(
            Programs.write(
                folder, "(" + child + ") &\nuntil [ -e noted ]; do sleep 0.05; done; exit 1"),
            Map.of("PATH", System.getenv("PATH"), "HOLDFAST_FILES", list.toString()));
    note().write(command.group(), list());
    Files.createFile(folder.resolve("noted"));
    Programs.awaitBegin(folder);
    assertThat(command.waitFor(Duration.ofSeconds(20))).isTrue();
    return command;
  }

  @Test
  void theClockMayBeSetMeanwhile() throws IOException {
    assumeThat(Path.of("/proc/self/stat")).exists();
    CommandProcess left = start(LONG);
    try {
      note().write(left.group(), list());

      assertThat(Files.readString(file()))
          .matches("[0-9]+ [0-9a-f-]{36}/[0-9]+ (group|alone) /.+\n");
    } finally {
      left.group().end();
    }
  }

  @Test
  void aNoteOfAnEarlierVersionMayBeOffByASecond() throws IOException {
    CommandProcess left = start(LONG);
    Programs.awaitBegin(folder);
    Instant began = left.group().leader().info().startInstant().orElseThrow().plusSeconds(1);
    noteThat(left, began.toString());

    note().endLeft();

    Programs.awaitEnd(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-21T02:00:00Z", "00000000-0000-0000-0000-000000000000/1", "nonsense"})
  void aNotedNumberThatIsAnothersByNowIsLeftAlone(String birth) throws IOException {
    CommandProcess other = start(LONG);
    Programs.awaitBegin(folder);
    try {
      noteThat(other, birth);

      note().endLeft();

      assertThat(other.group().leader().isAlive()).isTrue();
      assertThat(file()).doesNotExist();
    } finally {
      other.group().end();
    }
  }

  @Test
  void aNoteThatWasNotFinishedIsForgotten() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file().resolveSibling("copy-command.new"), "12");

    note().endLeft();

    assertThat(file().getParent()).doesNotExist();
  }

  private void noteThat(CommandProcess command, String birth) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), command.group().leader().pid() + " " + birth + " group\n");
  }

  private CommandProcess start(String script) throws IOException {
    return CommandProcess.start(
        Programs.write(folder, script), Map.of("PATH", System.getenv("PATH")));
  }

  private CommandNote note() {
    return new CommandNote(file());
  }

  private Path list() {
    return folder.resolve("the list.txt");
  }

  private Path file() {
    return folder.resolve("own/copy-command");
  }
}
