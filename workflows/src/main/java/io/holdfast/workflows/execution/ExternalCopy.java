package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.operation.Intent;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The first two stages of an external backup: a cursor is opened, and people copy what it keeps.
/// Whenever a cursor is lost, whatever was copied is worth nothing: another one is opened, and the
/// copy is asked for again.
final class ExternalCopy {
  /// Each costs two dozen events of history, and a person a whole copy.
  private static final int MOST_ROUNDS = 100;

  /// How long it is tried in vain to open a cursor.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final BackupCourse course;
  private final BackupRequest request;
  private final Narration narration;
  private final CopyGate gate;
  private final CopySource sources;
  private int round;
  private @Nullable HeldCursor held;
  private @Nullable OpenedCursor cursor;

  ExternalCopy(BackupCourse course, CopyGate gate) {
    this.course = course;
    this.request = course.request();
    this.narration = course.narration();
    this.gate = gate;
    this.sources = new CopySource(request);
  }

  /// Returns when the files of one cursor were copied and that cursor was alive to the end of it.
  CopyTask run() {
    while (true) {
      CopyTask task = open();
      if (isCopied(task)) {
        return task;
      }
      course.enter(BackupState.RUNNING, "Opening another backup cursor");
    }
  }

  /// Told by the activity that holds the cursor.
  void opened(OpenedCursor told) {
    if (told.round() == round) {
      cursor = told;
    }
  }

  /// Waits until nothing is held any more; the holding must have been cancelled.
  void awaitEnd() {
    gate.shut();
    narration.wish("");
    if (held != null) {
      held.awaitEnd();
    }
  }

  private CopyTask open() {
    long begin = Workflow.currentTimeMillis();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return openOnce();
      } catch (ActivityFailure | HoldfastException e) {
        FailureInfo why = Failures.describe(e);
        boolean passes = why.code().category() == ErrorCategory.UNAVAILABLE;
        boolean patient = Workflow.currentTimeMillis() - begin < PATIENCE.toMillis();
        if (!passes || !patient || round >= MOST_ROUNDS) {
          throw e;
        }
        narration.stage("Waits, because no cursor could be opened: " + why.message());
        Workflow.sleep(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  private CopyTask openOnce() {
    Source source = sources.choose();
    course.intend(new Intent.HoldCursor(source.address()));
    narration.stage("Opening a backup cursor on " + source.address());
    round++;
    cursor = null;
    CopyTask task =
        new CopyTask(
            request.operation(),
            course.backup(),
            round,
            source,
            request.copyDeadline().toSeconds());
    HeldCursor holding = HeldCursor.hold(task);
    held = holding;
    Workflow.await(() -> cursor != null || holding.isOver());
    if (cursor == null) {
      holding.requireOpen();
    }
    narration.fact(
        "Attempt %d copies from %s: %s"
            .formatted(gate.attempt() + 1, source.address(), source.reason()));
    return task;
  }

  /// @return false when the cursor was lost
  private boolean isCopied(CopyTask task) {
    Instant deadline =
        Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(request.copyDeadline());
    CopyToken token = gate.open(opened(), deadline);
    course.enter(BackupState.COPY_READY, "Waits until the files are copied");
    tellPeople();
    boolean answered = new CopyDeadline(request.copyDeadline(), narration).await(this::isAnswered);
    HeldCursor holding = holding();
    if (holding.isOver()) {
      return isLost(task, token, holding.loss());
    }
    if (!answered) {
      throw overdue(token, deadline);
    }
    course.enter(BackupState.COPY_DONE, "Proving that the cursor is alive");
    CursorEnd end = holding.release();
    return end.alive() ? isDone() : isLost(task, token, end.reason());
  }

  private boolean isAnswered() {
    return gate.isPassed() || holding().isOver();
  }

  private boolean isDone() {
    gate.shut();
    narration.wish("");
    narration.fact("The cursor was alive to the end of the copy.");
    return true;
  }

  private boolean isLost(CopyTask task, CopyToken token, String why) {
    gate.shut();
    narration.wish("");
    narration.fact(
        "Attempt %d is worth nothing: the cursor on %s was lost. %s"
            .formatted(token.attempt(), task.source().address(), why));
    if (round >= MOST_ROUNDS) {
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "The cursor on %s was lost, the %dth.".formatted(task.source().address(), round),
          "See in the member's log why; then start the backup again.");
    }
    return false;
  }

  private HoldfastException overdue(CopyToken token, Instant deadline) {
    return new HoldfastException(
        ErrorCode.COPY_OVERDUE,
        "Nobody said by %s that the files of attempt %d are copied."
            .formatted(deadline, token.attempt()),
        "Start the backup again; --copy-deadline gives more time.");
  }

  /// Shows what to copy, from where, and what to do then.
  void tellPeople() {
    OpenedCursor open = cursor;
    if (open != null) {
      narration.wish(CopyText.markdown(course.backup(), open, gate));
    }
  }

  private OpenedCursor opened() {
    return required(cursor);
  }

  private HeldCursor holding() {
    return required(held);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no cursor was opened");
    }
    return value;
  }
}
