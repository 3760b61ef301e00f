package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyCommandActivities;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/// The commands that copy the files of one round, one on each member, all at once.
final class CopyCommands {
  private final List<Promise<Void>> runs = new ArrayList<>();
  private final CancellationScope scope;

  private CopyCommands(List<CopyTask> tasks) {
    scope =
        Workflow.newCancellationScope(
            () -> {
              for (CopyTask task : tasks) {
                CopyCommandActivities command =
                    Workflow.newActivityStub(
                        CopyCommandActivities.class, ActivityProfiles.copyCommand());
                runs.add(Async.procedure(command::run, task));
              }
            });
  }

  /// Starts all.
  static CopyCommands start(List<CopyTask> tasks) {
    CopyCommands commands = new CopyCommands(tasks);
    commands.scope.run();
    return commands;
  }

  /// Whether all have ended, or one has failed.
  boolean isOver() {
    return runs.stream().allMatch(Promise::isCompleted)
        || runs.stream().anyMatch(run -> run.isCompleted() && run.getFailure() != null);
  }

  /// Stops those that still run, and waits until none does.
  void stop() {
    scope.cancel("the copy is of no use");
    Workflow.await(() -> runs.stream().allMatch(Promise::isCompleted));
  }

  /// Whether all have copied; throws why not.
  ///
  /// @return false when the process that ran one of them died: nobody knows what was copied
  boolean haveCopied() {
    // To ask one that still runs for its failure would be to wait for it.
    for (Promise<Void> run : runs.stream().filter(Promise::isCompleted).toList()) {
      RuntimeException failure = run.getFailure();
      if (failure != null) {
        if (isTimeout(failure, TimeoutType.TIMEOUT_TYPE_HEARTBEAT)) {
          return false;
        }
        throw reason(failure);
      }
    }
    return true;
  }

  private static HoldfastException reason(RuntimeException failure) {
    if (isTimeout(failure, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START)) {
      return new HoldfastException(
          ErrorCode.COPY_COMMAND_MISSING,
          "Nobody who may run a copy command took it.",
          "Set HOLDFAST_WORKER_COPY_COMMAND where the files are, and start that worker; or leave"
              + " out --copy command.");
    }
    FailureInfo why = Failures.describe(failure);
    return why.toException();
  }

  private static boolean isTimeout(RuntimeException failure, TimeoutType type) {
    return failure instanceof ActivityFailure
        && failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == type;
  }
}
