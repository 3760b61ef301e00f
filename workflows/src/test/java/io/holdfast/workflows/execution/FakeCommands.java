package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.CommandActivities;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.MemberId;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Copy commands that copy nothing: a worker's, and the agents', as far as these have one.
final class FakeCommands implements CommandActivities, CopyCommandActivities {
  private static final FailureInfo NONE =
      FailureInfo.of(Samples.error(ErrorCode.COPY_COMMAND_MISSING));

  final List<CopyTask> tasks = new CopyOnWriteArrayList<>();

  /// What keeps the agents from running one; null when nothing does.
  volatile @Nullable FailureInfo agentsRefusal = NONE;

  /// How many looks find no agent any more once files were to be kept.
  final AtomicInteger away = new AtomicInteger();

  /// The members whose agents have none, whatever the others have.
  final Set<MemberId> without = ConcurrentHashMap.newKeySet();

  private final Script script;

  FakeCommands(Script script) {
    this.script = script;
  }

  @Override
  public CopyReport look(CopyTask task) {
    boolean begun = script.calls().contains("ExternalBackup.hold");
    boolean gone = without.contains(task.member()) || (begun && away.getAndDecrement() > 0);
    return script.play(
        "AgentCommand.look", () -> new CopyReport(task.member(), gone ? NONE : agentsRefusal));
  }

  /// A worker's or an agent's, by the activity's type.
  @Override
  public void run(CopyTask task) {
    tasks.add(task);
    String type = Activity.getExecutionContext().getInfo().getActivityType();
    script.play(type.startsWith("Agent") ? "AgentCommand.run" : "CopyCommand.run", () -> {});
  }
}
