package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The stages of an external backup: prepare, copy, complete.
public final class ExternalBackupWorkflowImpl implements ExternalBackupWorkflow {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final BackupActivities backups =
      Workflow.newActivityStub(BackupActivities.class, ActivityProfiles.control());
  private final ExternalBackupActivities completing =
      Workflow.newActivityStub(ExternalBackupActivities.class, ActivityProfiles.bulk());

  private final BackupRequest request;
  private final BackupRef backup;
  private final OperationFrame frame;
  private final Narration narration;
  private final CopyGate gate;
  private final ExternalCopy copy;
  private BackupState state = BackupState.STARTING;
  private @Nullable Supplier<BackupResult> completion;

  @WorkflowInit
  public ExternalBackupWorkflowImpl(BackupRequest request) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    this.request = request;
    backup =
        new BackupRef(
            request.operation().instance(), request.name(), now.truncatedTo(ChronoUnit.SECONDS));
    frame = new OperationFrame(new OperationRequest.Backup(request));
    narration = new Narration(request.operation(), state, state.label());
    gate = new CopyGate(request.operation());
    copy = new ExternalCopy(request, backup, frame, narration, gate, this::enter);
  }

  @Override
  public BackupResult run(BackupRequest sameAsInConstructor) {
    return frame.run(this::take, this::undo, this::close);
  }

  @Override
  public BackupState state() {
    return state;
  }

  @Override
  public OperationStatus progress() {
    return narration.status();
  }

  @Override
  public CopyStatus copy() {
    return gate.status(state);
  }

  @Override
  public void cursorOpened(OpenedCursor opened) {
    copy.opened(opened);
  }

  @Override
  public void copied(String token) {
    if (gate.offer(token).isPresent()) {
      copy.tellPeople();
    }
  }

  @Override
  public FinishAnswer finish(String token) {
    FailureInfo refusal = gate.offer(token).orElse(null);
    return new FinishAnswer(gate.status(state), refusal);
  }

  private BackupResult take() {
    // Started by hand with another method it would make something else than was asked for.
    BackupRules.requireMethod(Method.EXTERNAL, request.method());
    backups.admit(request);
    narration.stage("Inspecting the deployment");
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), topology);
    frame.claim(() -> topology);
    frame.intend(new Intent.WritePayload(backup));
    enter(BackupState.RUNNING, "Opening a backup cursor");
    CopyTask copied = copy.run();
    enter(BackupState.FINALIZING, "Writing the manifest");
    completion = () -> completing.complete(request, backup, topology, copied);
    return completed(completion.get());
  }

  private BackupResult completed(BackupResult result) {
    enter(BackupState.COMPLETED, "The backup exists");
    return result;
  }

  private Optional<BackupResult> undo() {
    narration.stage("Closing the cursor");
    copy.awaitEnd();
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

  private void enter(BackupState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }
}
