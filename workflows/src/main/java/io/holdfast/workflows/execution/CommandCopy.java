package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentQueue;
import io.holdfast.workflows.agent.CommandActivities;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/// A copy by a command of the user's own: that of the member's agent, or else of a worker.
final class CommandCopy implements HostCopy {

  @Override
  public Promise<?> start(CopyTask task) {
    if (task.byAgentsCommand()) {
      String queue = AgentQueue.of(task.operation().instance(), task.member());
      CommandActivities agent =
          Workflow.newActivityStub(CommandActivities.class, ActivityProfiles.agentCommand(queue));
      return Async.procedure(agent::run, task);
    }
    CopyCommandActivities command =
        Workflow.newActivityStub(CopyCommandActivities.class, ActivityProfiles.copyCommand());
    return Async.procedure(command::run, task);
  }

  /// Nobody knows what a command has copied whose process died, and half a copy was made by one
  /// whose agent or worker was told to end.
  @Override
  public Optional<String> loss(CopyTask task, RuntimeException failure) {
    if (Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_HEARTBEAT)) {
      return Optional.of("the process that ran the copy command died.");
    }
    ErrorCode code = Failures.describe(failure).code();
    if (task.byAgentsCommand()) {
      return Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)
              || code == ErrorCode.AGENT_MISSING
          ? ended("the agent of " + task.member())
          : Optional.empty();
    }
    // Where no worker took the task it is a time that ran out.
    return code == ErrorCode.COPY_COMMAND_MISSING
        ? ended("the worker that copied from " + task.member())
        : Optional.empty();
  }

  private static Optional<String> ended(String who) {
    return Optional.of(who + " ended, and its copy command with it.");
  }

  @Override
  public HoldfastException reason(CopyTask task, RuntimeException failure) {
    if (Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)) {
      return new HoldfastException(
          ErrorCode.COPY_COMMAND_MISSING,
          "Neither an agent nor a worker runs a copy command for %s.".formatted(task.member()),
          "Set HOLDFAST_AGENT_COPY_COMMAND for the agent on a member's host, or"
              + " HOLDFAST_WORKER_COPY_COMMAND for a worker that reaches the files, and start it;"
              + " or leave out --copy command.");
    }
    return Failures.describe(failure).toException();
  }
}
