package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One member's files, which an activity keeps as they are, by a backup cursor or a lock. They are
/// let go with its cancellation scope, and with the workflow's.
final class HeldCursor {
  /// The workflow ends it at its deadline; the activity ends by itself this much later, and
  /// Temporal gives it up once more later, with time for opening it in both.
  private static final Duration GRACE = Duration.ofMinutes(30);

  private final CopyTask task;
  private final CancellationScope scope;
  private final Promise<CursorEnd> end;
  private @Nullable OpenedCursor opened;

  private HeldCursor(CopyTask task, CancellationScope scope, Promise<CursorEnd> end) {
    this.task = task;
    this.scope = scope;
    this.end = end;
  }

  /// Begins to open it.
  static HeldCursor hold(CopyTask task) {
    Duration held = Duration.ofSeconds(task.holdSeconds()).plus(GRACE);
    ExternalBackupActivities holder =
        Workflow.newActivityStub(
            ExternalBackupActivities.class, ActivityProfiles.holding(held.plus(GRACE)));
    CopyTask bounded = task.withHoldSeconds(held.toSeconds());
    var started = Workflow.<CursorEnd>newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> started.completeFrom(Async.function(holder::hold, bounded)));
    scope.run();
    return new HeldCursor(task, scope, started);
  }

  CopyTask task() {
    return task;
  }

  String address() {
    return task.source().address();
  }

  /// Notes what the activity that holds it, or extended it, tells of it.
  void tell(OpenedCursor told) {
    if (told.round() == task.round() && told.replicaSet().equals(task.source().replicaSet())) {
      opened = told;
    }
  }

  boolean isOpen() {
    return opened != null;
  }

  /// What was told of it; it must be open.
  OpenedCursor opened() {
    OpenedCursor told = opened;
    if (told == null) {
      throw new IllegalStateException("nothing is known of the files of " + address());
    }
    return told;
  }

  /// Whether nobody holds it any more, for whatever reason.
  boolean isOver() {
    return end.isCompleted();
  }

  /// Throws why it could not be opened.
  void requireOpen() {
    if (!isOpen()) {
      CursorEnd ended = end.get();
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "The %s was given up: %s".formatted(task.means().label(), ended.reason()),
          "It is tried again.");
    }
  }

  /// Why it is over.
  String loss() {
    return ended().reason();
  }

  /// Begins to close it.
  void letGo(String reason) {
    scope.cancel(reason);
  }

  /// Waits until nobody holds it; it must have been let go.
  void awaitEnd() {
    Workflow.await(this::isOver);
  }

  /// Waits for its end.
  ///
  /// @return whether it was alive to the last
  CursorEnd ended() {
    try {
      return end.get();
    } catch (ActivityFailure e) {
      return new CursorEnd(false, Failures.describe(e).message());
    }
  }
}
