package io.holdfast.workflows.execution;

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

/// A copy by a command of the user's own.
final class CommandCopy implements HostCopy {

  @Override
  public Promise<?> start(CopyTask task) {
    CopyCommandActivities command =
        Workflow.newActivityStub(CopyCommandActivities.class, ActivityProfiles.copyCommand());
    return Async.procedure(command::run, task);
  }

  /// Nobody knows what a command has copied whose process died.
  @Override
  public Optional<String> loss(RuntimeException failure) {
    return Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_HEARTBEAT)
        ? Optional.of("the process that ran the copy command died.")
        : Optional.empty();
  }

  @Override
  public HoldfastException reason(CopyTask task, RuntimeException failure) {
    if (Timeouts.isOf(failure, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)) {
      return new HoldfastException(
          ErrorCode.COPY_COMMAND_MISSING,
          "Nobody who may run a copy command took it.",
          "Set HOLDFAST_WORKER_COPY_COMMAND where the files are, and start that worker; or leave"
              + " out --copy command.");
    }
    return Failures.describe(failure).toException();
  }
}
