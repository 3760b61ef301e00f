package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.RestoreWorkflow;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stages of a restore.
public final class RestoreWorkflowImpl implements RestoreWorkflow {
  /// Since this change a restore notes that it loads beside what it is to replace.
  private static final String BESIDE = "intend-to-load-beside";

  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final RestoreActivities looking =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.control());
  private final RestoreActivities restoring =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.bulk());
  private final RestoreActivities closing =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.closing());

  private final RestoreRequest request;
  private final Instant startedAt = now().truncatedTo(ChronoUnit.SECONDS);
  private final OperationFrame frame;
  private final Narration narration;
  private RestoreState state = RestoreState.STARTING;
  private @Nullable RestoreTask task;
  private @Nullable Proof proof;

  @WorkflowInit
  public RestoreWorkflowImpl(RestoreRequest request) {
    this.request = request;
    frame = new OperationFrame(new OperationRequest.Restore(request));
    narration = new Narration(request.operation(), state, state.label());
  }

  @Override
  public RestoreResult run(RestoreRequest sameAsInConstructor) {
    return frame.run(this::bringBack, this::undo, this::close);
  }

  @Override
  public RestoreState state() {
    return state;
  }

  @Override
  public OperationStatus progress() {
    return narration.status();
  }

  private RestoreResult bringBack() {
    enter(RestoreState.CHECKING, "Looking at the backup and the target");
    frame.claim(() -> topologies.inspect(request.target()));
    RestorePlan plan = looking.plan(request);
    RestoreTask accepted = accept(plan);
    narration.stage("Reading the whole backup before the target is touched");
    restoring.verify(accepted);
    if (request.isShadowed()) {
      intendToLoadBeside();
    }
    enter(RestoreState.LOADING, "Preparing the target");
    restoring.prepare(accepted);
    narration.stage("Loading the documents");
    narration.fact("Loaded: %d documents.".formatted(restoring.load(accepted)));
    enter(RestoreState.REPLAYING, "Replaying the oplog up to the point in time");
    narration.fact("Replayed: %d oplog entries.".formatted(restoring.replay(accepted)));
    enter(RestoreState.INDEXING, "Building the indexes");
    narration.fact("Built: %d indexes.".formatted(restoring.buildIndexes(accepted)));
    if (request.isShadowed()) {
      exchange(accepted);
    }
    narration.stage("Merging users and roles");
    restoring.mergeUsers(accepted);
    enter(RestoreState.PROVING, "Comparing every collection with the manifest");
    Proof verdict = judge(restoring.prove(accepted));
    // Past this point the restore is a fact, which no cancel undoes.
    Workflow.newDetachedCancellationScope(
            () -> record(accepted, RestoreState.COMPLETED, null, null))
        .run();
    enter(RestoreState.COMPLETED, "The target holds what the backup holds");
    return new RestoreResult(
        plan.backup(), plan.pointInTime(), verdict.collections(), verdict.documents());
  }

  /// The first closed gate's refusal is why the restore fails; nothing has been touched by then.
  private RestoreTask accept(RestorePlan plan) {
    RestoreTask found = new RestoreTask(request, plan.backup(), startedAt);
    task = found;
    narration.fact(
        "Brings back %s %s %s: %d collections, %d documents, %d bytes."
            .formatted(
                plan.backup(),
                plan.consistency() == Consistency.NONE ? "of no one time, read until" : "as of",
                plan.pointInTime().instant(),
                plan.collections(),
                plan.documents(),
                plan.plainBytes()));
    for (Gate gate : plan.gates()) {
      FailureInfo refusal = gate.refusal();
      if (refusal != null) {
        throw refusal.toException();
      }
    }
    return found;
  }

  /// A terminated workflow drops nothing: whoever comes after it does.
  private void intendToLoadBeside() {
    if (Workflow.getVersion(BESIDE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION) {
      frame.intend(new Intent.LoadBeside(request.target()));
    }
  }

  /// Nothing that was there before is touched until what takes its place is proven.
  private void exchange(RestoreTask accepted) {
    narration.stage("Comparing what was loaded with the manifest");
    var _ = judge(restoring.proveShadow(accepted));
    proof = null; // it is about names that are gone next
    narration.stage("Putting the collections in their places");
    narration.fact("Replaced: %d collections.".formatted(restoring.exchange(accepted)));
  }

  private Optional<RestoreResult> undo() {
    RestoreTask begun = task;
    if (begun != null && request.isShadowed()) {
      narration.stage("Dropping what was loaded beside the old data");
      looking.discardShadow(begun);
    }
    return Optional.empty();
  }

  private Proof judge(Proof verdict) {
    proof = verdict;
    if (!verdict.holds()) {
      throw new HoldfastException(
          ErrorCode.PROOF_FAILED,
          "%d of %d collections of %s do not hold what the backup holds."
              .formatted(verdict.differences(), verdict.collections(), request.target()),
          "The restore's record names them. Was somebody writing to the target? Then restore again.");
    }
    narration.fact(
        "Proven: %d documents in %d collections."
            .formatted(verdict.documents(), verdict.collections()));
    return verdict;
  }

  private void close(OperationOutcome outcome, FailureInfo why) {
    boolean cancelled = outcome == OperationOutcome.CANCELLED;
    RestoreState failedIn = state;
    RestoreTask begun = task;
    enter(cancelled ? RestoreState.CANCELLED : RestoreState.FAILED, why.message());
    if (begun != null) {
      record(begun, state, failedIn, why);
    }
  }

  private void record(
      RestoreTask begun,
      RestoreState reached,
      @Nullable RestoreState failedIn,
      @Nullable FailureInfo why) {
    closing.record(
        new RestoreRecord(RestoreRecord.FORMAT, begun, reached, failedIn, now(), proof, why));
  }

  private void enter(RestoreState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
