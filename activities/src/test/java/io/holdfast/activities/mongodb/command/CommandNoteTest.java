package io.holdfast.activities.mongodb.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    note().write(left.group());
    Programs.awaitBegin(folder);

    note().endLeft();

    Programs.awaitEnd(folder);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aNotedNumberThatIsAnothersByNowIsLeftAlone() throws IOException {
    CommandProcess other = start(LONG);
    Programs.awaitBegin(folder);
    try {
      Files.createDirectories(file().getParent());
      long pid = other.group().leader().pid();
      Files.writeString(file(), pid + " 2026-11-21T02:00:00Z group\n");

      note().endLeft();

      assertThat(other.group().leader().isAlive()).isTrue();
      assertThat(file()).doesNotExist();
    } finally {
      other.group().end();
    }
  }

  private CommandProcess start(String script) throws IOException {
    return CommandProcess.start(
        Programs.write(folder, script), Map.of("PATH", System.getenv("PATH")));
  }

  private CommandNote note() {
    return new CommandNote(file());
  }

  private Path file() {
    return folder.resolve("own/copy-command");
  }
}
