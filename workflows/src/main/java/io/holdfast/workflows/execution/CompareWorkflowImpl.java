package io.holdfast.workflows.execution;

import io.holdfast.workflows.compare.CompareActivities;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareState;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.CompareWorkflow;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.Optional;

/// The stages of a comparison.
public final class CompareWorkflowImpl implements CompareWorkflow {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final CompareActivities looking =
      Workflow.newActivityStub(CompareActivities.class, ActivityProfiles.control());
  private final CompareActivities comparing =
      Workflow.newActivityStub(CompareActivities.class, ActivityProfiles.bulk());
  private final CompareActivities closing =
      Workflow.newActivityStub(CompareActivities.class, ActivityProfiles.closing());

  private final CompareRequest request;
  private final OperationFrame frame;
  private final Narration narration;
  private CompareState state = CompareState.STARTING;

  @WorkflowInit
  public CompareWorkflowImpl(CompareRequest request) {
    this.request = request;
    frame = new OperationFrame(new OperationRequest.Compare(request));
    narration = new Narration(request.operation(), state, state.label());
  }

  @Override
  public Proof run(CompareRequest sameAsInConstructor) {
    return frame.run(this::compare, Optional::empty, this::close);
  }

  @Override
  public CompareState state() {
    return state;
  }

  @Override
  public OperationStatus progress() {
    return narration.status();
  }

  private Proof compare() {
    enter(CompareState.COMPARING, "Looking at the backup and the instance");
    frame.claim(() -> topologies.inspect(request.target()));
    CompareTask task = looking.admit(request);
    narration.stage("Comparing every collection with the manifest");
    Proof verdict = comparing.compare(task);
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    closing.record(new ComparisonRecord(ComparisonRecord.FORMAT, task, now, verdict));
    narration.fact(
        "Compared: %d documents in %d collections, %d differences."
            .formatted(verdict.documents(), verdict.collections(), verdict.differences()));
    narration.decide();
    enter(
        CompareState.COMPLETED,
        verdict.holds() ? "The instance holds what the backup holds" : "There are differences");
    return verdict;
  }

  private void close(OperationOutcome outcome, FailureInfo why) {
    boolean cancelled = outcome == OperationOutcome.CANCELLED;
    enter(cancelled ? CompareState.CANCELLED : CompareState.FAILED, why.message());
  }

  private void enter(CompareState next, String stage) {
    state = state.to(next);
    narration.enter(next, next.label(), stage);
  }
}
