package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every restore has around its own stages: its state, its claim on the target, and the record
/// of how it ended.
final class RestoreCourse {
  private final RestoreRequest request;
  private final Instant startedAt = now().truncatedTo(ChronoUnit.SECONDS);
  private final OperationFrame frame;
  private final Narration narration;
  private final Consumer<RestoreRecord> recording;
  private RestoreState state = RestoreState.STARTING;
  private @Nullable RestoreTask task;
  private @Nullable Proof proof;
  private @Nullable OldData oldData;

  /// @param recording keeps the restore's record
  RestoreCourse(RestoreRequest request, Consumer<RestoreRecord> recording) {
    this.request = request;
    this.recording = recording;
    frame = new OperationFrame(new OperationRequest.Restore(request));
    narration = new Narration(request.operation(), state, state.label());
  }

  RestoreRequest request() {
    return request;
  }

  RestoreState state() {
    return state;
  }

  Narration narration() {
    return narration;
  }

  OperationStatus status() {
    return narration.status();
  }

  /// What is being restored; null as long as that is not known.
  @Nullable RestoreTask task() {
    return task;
  }

  OperationFrame frame() {
    return frame;
  }

  /// Runs `stages`, which end in [#complete]; `undo` lets go of what is unfinished when they fail
  /// or are cancelled.
  RestoreResult run(Supplier<RestoreResult> stages, Runnable undo) {
    return frame.run(
        stages,
        () -> {
          undo.run();
          return Optional.empty();
        },
        this::close);
  }

  /// From now on there is something to keep a record of.
  RestoreTask accept(BackupRef backup) {
    RestoreTask accepted = new RestoreTask(request, backup, startedAt);
    task = accepted;
    return accepted;
  }

  /// What the record says about the comparison with the manifest.
  void prove(@Nullable Proof verdict) {
    proof = verdict;
  }

  /// What the record, and the operation's end, say of the old data files.
  void tell(OldData fate) {
    oldData = fate;
    frame.note(fate.sentence());
    narration.fact(fate.sentence());
  }

  /// Goes over to `next`, and does `stage` first there.
  void enter(RestoreState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }

  /// Makes the restore a fact, which no cancel undoes.
  ///
  /// @param settling what is done last, before the record is kept
  void complete(String stage, Runnable settling) {
    narration.decide();
    Workflow.newDetachedCancellationScope(
            () -> {
              settling.run();
              record(RestoreState.COMPLETED, null, null);
            })
        .run();
    enter(RestoreState.COMPLETED, stage);
  }

  private void close(OperationOutcome outcome, FailureInfo why) {
    boolean cancelled = outcome == OperationOutcome.CANCELLED;
    RestoreState failedIn = state;
    enter(cancelled ? RestoreState.CANCELLED : RestoreState.FAILED, why.message());
    record(state, failedIn, why);
  }

  private void record(
      RestoreState reached, @Nullable RestoreState failedIn, @Nullable FailureInfo why) {
    if (task != null) {
      recording.accept(
          new RestoreRecord(RestoreRecord.FORMAT, task, reached, failedIn, now(), proof, why)
              .withOldData(oldData));
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
