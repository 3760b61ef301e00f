package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// What every locking operation has around its own work: the beginning of its record, the clean-up
/// after an unclean predecessor, the claim on its deployment, the undoing of what it leaves
/// unfinished itself, and the record's end.
///
/// The record's end is the truth about an operation. Temporal's own status is not: the SDK closes
/// every run whose cancel was requested as cancelled, also when its work was complete by then.
final class OperationFrame {
  private static final Logger LOG = Workflow.getLogger(OperationFrame.class);

  /// Since this change an operation claims its deployment.
  private static final String CLAIMING = "claim-the-deployment";

  /// The refusals of `begin` after which the record is not this run's to end.
  private static final Set<ErrorCode> NOT_OURS =
      EnumSet.of(
          ErrorCode.VALIDATION_FAILED,
          ErrorCode.OPERATION_FINISHED,
          ErrorCode.IDEMPOTENCY_KEY_REUSED);

  private final OperationActivities control =
      Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.control());
  private final OperationActivities closing =
      Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.closing());
  private final OperationRequest request;
  private final DeploymentClaim claim;
  private boolean begun;
  private boolean intends;
  private @Nullable String note;

  OperationFrame(OperationRequest request) {
    this.request = request;
    claim = new DeploymentClaim(request.operation());
  }

  /// Runs `stages` between the record's beginning and its end. When they fail or are cancelled, the
  /// reason is what leaves the workflow, after the unwinding, which no cancel reaches:
  ///
  /// @param undo undoes what is unfinished; answers the result if it turns out that the work is
  ///   complete after all, and then that stands
  /// @param close notes how it ended: FAILED or CANCELLED, and why
  <R> R run(
      Supplier<R> stages,
      Supplier<Optional<R>> undo,
      BiConsumer<OperationOutcome, FailureInfo> close) {
    try {
      control.begin(request, Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getRunId());
      begun = true;
      closing.recover(request.operation());
      R result = stages.get();
      release();
      end(OperationOutcome.COMPLETED, null);
      return result;
    } catch (TemporalFailure | HoldfastException e) {
      return WorkflowBoundary.call(() -> unwind(e, undo, close));
    } catch (DataConverterException e) {
      // Of the workflow's input this is the sender's error and fails the workflow (WorkflowTypes);
      // of an activity's result it is a bug, which must stall and not skip the clean-up.
      throw new IllegalStateException("an activity's result cannot be read", e);
    }
  }

  /// Claims the operation's deployment until the operation ends, so that none on another instance
  /// that is the same deployment runs meanwhile. Call it before anything is done to the deployment.
  ///
  /// @param look tells what the deployment is
  /// @throws HoldfastException INSTANCE_BUSY when such an operation runs
  void claim(Supplier<Topology> look) {
    if (Workflow.getVersion(CLAIMING, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      return;
    }
    claim(look.get().deployment());
  }

  /// The same for a deployment that need not answer.
  ///
  /// @param deployment by which it is known; null where it has nothing to be known by
  void claim(@Nullable String deployment) {
    if (deployment != null) {
      claim.take(deployment);
    }
  }

  /// Writes `intent` into the record. Call it before the act that it is about.
  void intend(Intent intent) {
    intends = true;
    control.intend(request.operation(), intent);
  }

  /// What the record's end says beyond how it ended.
  void note(String sentence) {
    note = sentence;
  }

  /// Undoes what the record's intents name.
  ///
  /// @return false when nothing may be undone any more, because the work turned out complete
  boolean undo() {
    return !intends || closing.undo(request.operation());
  }

  private <R> R unwind(
      RuntimeException failure,
      Supplier<Optional<R>> undo,
      BiConsumer<OperationOutcome, FailureInfo> close) {
    boolean cancelled = CancellationScope.current().isCancelRequested();
    FailureInfo why = Failures.describe(cancelled ? new CanceledFailure("cancelled") : failure);
    OperationOutcome outcome = cancelled ? OperationOutcome.CANCELLED : OperationOutcome.FAILED;
    CompletablePromise<R> salvaged = Workflow.newPromise();
    insist("undoing", () -> undo.get().ifPresent(salvaged::complete));
    release();
    if (salvaged.isCompleted()) {
      end(OperationOutcome.COMPLETED, null);
      return salvaged.get();
    }
    insist("closing", () -> close.accept(outcome, why));
    if (begun || !NOT_OURS.contains(why.code())) {
      end(outcome, why);
    }
    throw why.toException();
  }

  /// Does `work` where no cancel reaches it. Its activities are retried until that is hopeless (a
  /// record that cannot be read); then the log says so, since the reason for the unwinding matters
  /// more to people, and the next operation's `recover` looks at the record again.
  private void insist(String what, Runnable work) {
    try {
      Workflow.newDetachedCancellationScope(work).run();
    } catch (ActivityFailure e) {
      LOG.error("{}: {} failed", request.operation(), what, e);
    }
  }

  private void release() {
    Workflow.newDetachedCancellationScope(claim::release).run();
  }

  private void end(OperationOutcome outcome, @Nullable FailureInfo why) {
    OperationEnd end =
        new OperationEnd(outcome, Instant.ofEpochMilli(Workflow.currentTimeMillis()), why, note);
    insist("recording the end", () -> closing.end(request.operation(), end));
  }
}
