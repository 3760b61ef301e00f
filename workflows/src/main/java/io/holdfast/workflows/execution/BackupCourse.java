package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every backup has around its own stages, whatever its method: its name and state, its
/// admission, the manifest at the end, and the way back when it fails or is cancelled.
final class BackupCourse {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.admission());
  private final BackupActivities backups =
      Workflow.newActivityStub(BackupActivities.class, ActivityProfiles.control());

  private final BackupRequest request;
  private final BackupRef backup;
  private final OperationFrame frame;
  private final Narration narration;
  private BackupState state = BackupState.STARTING;
  private @Nullable Supplier<BackupResult> completion;

  BackupCourse(BackupRequest request) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    this.request = request;
    backup =
        new BackupRef(
            request.operation().instance(), request.name(), now.truncatedTo(ChronoUnit.SECONDS));
    frame = new OperationFrame(new OperationRequest.Backup(request));
    narration = new Narration(request.operation(), state, state.label());
  }

  BackupRequest request() {
    return request;
  }

  BackupRef backup() {
    return backup;
  }

  BackupState state() {
    return state;
  }

  Narration narration() {
    return narration;
  }

  OperationStatus status() {
    return narration.status();
  }

  /// Runs `stages`. When they fail or are cancelled, `release` lets go of what is held, and what
  /// was written is deleted, unless it turns out that the backup exists.
  ///
  /// @param stages ends in [#complete]
  /// @param undoing what people are told meanwhile
  BackupResult run(Supplier<BackupResult> stages, String undoing, Runnable release) {
    return frame.run(stages, () -> undo(undoing, release), this::close);
  }

  /// Admits the request, looks at the deployment and claims it.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException METHOD_NOT_SUPPORTED by a rule,
  ///   INSTANCE_BUSY
  Topology admit() {
    backups.admit(request);
    narration.stage("Inspecting the deployment");
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), request.consistency(), topology);
    frame.claim(() -> topology);
    return topology;
  }

  /// Writes down that payload is about to be written, and begins.
  void begin(String stage) {
    frame.intend(new Intent.WritePayload(backup));
    enter(BackupState.RUNNING, stage);
  }

  /// Writes down what is about to be done.
  void intend(Intent intent) {
    frame.intend(intent);
  }

  /// Goes over to `next`, and does `stage` first there.
  void enter(BackupState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }

  /// Makes the backup exist.
  ///
  /// @param writing writes the manifest; idempotent
  BackupResult complete(String stage, Supplier<BackupResult> writing) {
    enter(BackupState.FINALIZING, stage);
    completion = writing;
    return completed(writing.get());
  }

  private BackupResult completed(BackupResult result) {
    narration.decide();
    enter(BackupState.COMPLETED, "The backup exists");
    return result;
  }

  private Optional<BackupResult> undo(String undoing, Runnable release) {
    narration.stage(undoing);
    release.run();
    Supplier<BackupResult> complete = completion;
    // Where an attempt wrote the manifest and did not live to say so, the backup exists.
    return frame.undo() || complete == null
        ? Optional.empty()
        : Optional.of(completed(complete.get()));
  }

  private void close(OperationOutcome outcome, FailureInfo why) {
    boolean cancelled = outcome == OperationOutcome.CANCELLED;
    enter(cancelled ? BackupState.CANCELLED : BackupState.FAILED, why.message());
  }
}
