package io.holdfast.activities.mongodb.command;

import static io.holdfast.activities.mongodb.command.CopySamples.TASK;
import static io.holdfast.activities.mongodb.command.CopySamples.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandedCopyTest {
  @TempDir private Path folder;
  @AutoClose private Repository repository;
  private CopyLists lists;
  private CommandedCopy copy;

  @BeforeEach
  void begin() throws IOException {
    repository = Repository.create("file://" + folder.resolve("repository"));
    lists = new CopyLists(repository);
    lists.write(TASK, content(List.of()));
    CopyCommand command =
        new CopyCommand(Programs.write(folder, "echo copied"), Duration.ofMinutes(1));
    copy =
        new CommandedCopy(
            lists, new CopyCommandRunner(command, System.getenv()), Duration.ofMillis(1));
  }

  @Test
  void whatTheCommandSaidIsInTheList() {
    copy.make(TASK, _ -> folder, Heartbeat.none());

    assertThat(lists.require(TASK).command()).extracting(CommandRun::output).isEqualTo("copied\n");
  }

  @Test
  void aRepositoryThatIsAwayWhenTheCommandHasEndedIsWaitedFor() {
    AtomicInteger tries = new AtomicInteger();

    copy.insist(() -> failTwice(tries, ErrorCode.STORAGE_UNAVAILABLE), Heartbeat.none());

    assertThat(tries).hasValue(3);
  }

  @Test
  void whatWaitingDoesNotMendIsNotWaitedFor() {
    AtomicInteger tries = new AtomicInteger();

    assertThatThrownBy(
            () -> copy.insist(() -> failTwice(tries, ErrorCode.ACCESS_DENIED), Heartbeat.none()))
        .isInstanceOf(HoldfastException.class);
    assertThat(tries).hasValue(1);
  }

  private static void failTwice(AtomicInteger tries, ErrorCode code) {
    if (tries.incrementAndGet() <= 2) {
      throw new HoldfastException(code, "The store does not answer.", "Wait.");
    }
  }
}
