package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/// A backup cursor that an activity opens and holds. It is closed with its cancellation scope, and
/// with the workflow's.
final class HeldCursor {
  /// The workflow ends it at its deadline; the activity ends by itself this much later, and
  /// Temporal gives it up once more later, with time for opening it in both.
  private static final Duration GRACE = Duration.ofMinutes(30);

  private final CancellationScope scope;
  private final Promise<CursorEnd> end;

  private HeldCursor(CancellationScope scope, Promise<CursorEnd> end) {
    this.scope = scope;
    this.end = end;
  }

  /// Begins to open it.
  static HeldCursor hold(CopyTask task) {
    Duration held = Duration.ofSeconds(task.holdSeconds()).plus(GRACE);
    ExternalBackupActivities holder =
        Workflow.newActivityStub(
            ExternalBackupActivities.class, ActivityProfiles.holding(held.plus(GRACE)));
    CopyTask bounded =
        new CopyTask(
            task.operation(), task.backup(), task.round(), task.source(), held.toSeconds());
    var started = Workflow.<CursorEnd>newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> started.completeFrom(Async.function(holder::hold, bounded)));
    scope.run();
    return new HeldCursor(scope, started);
  }

  /// Whether nobody holds it any more, for whatever reason.
  boolean isOver() {
    return end.isCompleted();
  }

  /// Throws why it could not be opened.
  void requireOpen() {
    CursorEnd ended = end.get();
    throw new HoldfastException(
        ErrorCode.CURSOR_LOST, "The cursor was given up: " + ended.reason(), "It is tried again.");
  }

  /// Why it is over.
  String loss() {
    try {
      return end.get().reason();
    } catch (ActivityFailure e) {
      return Failures.describe(e).message();
    }
  }

  /// Has it closed.
  ///
  /// @return whether it was alive to the last
  CursorEnd release() {
    scope.cancel("the files are copied");
    try {
      return end.get();
    } catch (ActivityFailure e) {
      return new CursorEnd(false, Failures.describe(e).message());
    }
  }

  /// Waits until nobody holds it; it must have been cancelled.
  void awaitEnd() {
    scope.cancel("the backup is over");
    Workflow.await(this::isOver);
  }
}
