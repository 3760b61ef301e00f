package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.mongodb.command.CommandNote;
import io.holdfast.activities.mongodb.command.CommandedCopy;
import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.mongodb.command.CopyCommandRunner;
import io.holdfast.activities.mongodb.cursor.CopyLists;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import java.io.IOException;
import java.util.Map;

/// One member's part of an external backup that a command copies: the command of the agent's own
/// configuration.
public final class MemberCommand {
  private final AgentSettings settings;
  private final SourceCheck check;
  private final CopyLists lists;
  private final Map<String, String> environment;

  /// @param environment of this process
  public MemberCommand(
      AgentSettings settings, Repository repository, Map<String, String> environment) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    check = new SourceCheck(settings, repository);
    lists = new CopyLists(repository);
  }

  /// Whether it could be done; a refusal is an answer.
  public CopyReport look(CopyTask task) {
    return settings.copyCommand().isEmpty()
        ? new CopyReport(settings.member(), FailureInfo.of(missing()))
        : check.look(task, () -> require().requireExecutable());
  }

  /// Ends what a killed agent has left running. An agent does so before it takes tasks.
  public void endLeft() {
    try {
      note().endLeft();
    } catch (IOException e) {
      throw Unfit.disk(settings.member(), e);
    }
  }

  private CommandNote note() {
    DataFolder folder = new DataFolder(settings.dbPath(), Mover.RENAME);
    return new CommandNote(folder.own().resolve("copy-command"));
  }

  /// Runs the command and adds what came of it to the task's list.
  public void run(CopyTask task, Heartbeat heartbeat) {
    Unfit.requireMember(settings, task.member());
    CopyCommandRunner runner = new CopyCommandRunner(require(), environment).noting(note());
    new CommandedCopy(lists, runner).make(task, _ -> settings.dbPath(), heartbeat);
  }

  private CopyCommand require() {
    return settings.copyCommand().orElseThrow(this::missing);
  }

  private HoldfastException missing() {
    return new HoldfastException(
        ErrorCode.COPY_COMMAND_MISSING,
        "The agent of %s has no copy command.".formatted(settings.member()),
        "Set HOLDFAST_AGENT_COPY_COMMAND where it runs.");
  }
}
