package io.holdfast.activities.mongodb.command;

import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/// The copy of one member's files by a command: from their list in the repository to what that says
/// of the command afterwards.
public final class CommandedCopy {
  /// How long the repository may be away when the command has ended: hours of copying would be lost
  /// with that one write.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final CopyLists lists;
  private final CopyCommandRunner runner;
  private final Duration pause;

  public CommandedCopy(CopyLists lists, CopyCommandRunner runner) {
    this(lists, runner, Duration.ofSeconds(5));
  }

  CommandedCopy(CopyLists lists, CopyCommandRunner runner, Duration pause) {
    this.lists = lists;
    this.runner = runner;
    this.pause = pause;
  }

  /// Makes it.
  ///
  /// @param dbPath the data folder, as the command sees it
  /// @throws HoldfastException COPY_COMMAND_FAILED, OBJECT_MISSING, and what the store throws
  /// @throws CommandStoppedException when the thread is interrupted
  public void make(CopyTask task, Function<ExternalContent, Path> dbPath, Heartbeat heartbeat) {
    ExternalContent content = lists.require(task);
    ExternalContent copied =
        content.withCommand(runner.run(task, content, dbPath.apply(content), heartbeat));
    insist(() -> lists.write(task, copied), heartbeat);
  }

  /// Does `work`, again and again while what it needs is away.
  void insist(Runnable work, Heartbeat heartbeat) {
    long begin = System.nanoTime();
    while (true) {
      try {
        work.run();
        return;
      } catch (HoldfastException e) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        if (e.code().category() != ErrorCategory.UNAVAILABLE || spent.compareTo(PATIENCE) > 0) {
          throw e;
        }
        heartbeat.beat(new Progress("record", null, spent.toSeconds(), 0, "seconds", 0));
        if (!Moment.pass(pause)) {
          throw new CommandStoppedException(e);
        }
      }
    }
  }
}
