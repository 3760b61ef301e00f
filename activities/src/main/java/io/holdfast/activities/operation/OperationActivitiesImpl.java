package io.holdfast.activities.operation;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/// The frame's activities, on a repository.
public final class OperationActivitiesImpl implements OperationActivities {
  private final OperationLedger ledger;
  private final Unfinished unfinished;
  private final Recovery recovery;

  /// @param heartbeatTimeout of the activities whose clean-up this is, on every worker
  public OperationActivitiesImpl(
      Repository repository,
      Balancers balancers,
      LeftCursors cursors,
      LeftShadows shadows,
      Duration heartbeatTimeout) {
    this(
        repository,
        new Unfinished(repository, balancers, cursors, shadows),
        heartbeatTimeout,
        Clock.systemUTC(),
        Thread::sleep);
  }

  OperationActivitiesImpl(
      Repository repository,
      Unfinished unfinished,
      Duration heartbeatTimeout,
      Clock clock,
      Pause pause) {
    ledger = new OperationLedger(repository.catalogue(), clock);
    this.unfinished = unfinished;
    recovery = new Recovery(repository, ledger, unfinished, heartbeatTimeout, clock, pause);
  }

  @Override
  public void begin(OperationRequest request, String workflowId, String runId) {
    var _ = ActivityBoundary.call(() -> ledger.begin(request, workflowId, runId));
  }

  @Override
  public int recover(OperationId operation) {
    return ActivityBoundary.heartbeating(heartbeat -> recovery.recover(operation, heartbeat));
  }

  @Override
  public void intend(OperationId operation, Intent intent) {
    var _ = ActivityBoundary.call(() -> ledger.intend(operation, intent));
  }

  @Override
  public boolean undo(OperationId operation) {
    return insist(() -> unfinished.undo(ledger.read(operation)));
  }

  @Override
  public void end(OperationId operation, OperationEnd end) {
    var _ =
        insist(
            () -> {
              unfinished.clearLists(operation);
              return ledger.end(operation, end);
            });
  }

  /// What must happen in the end is tried again also after a refusal that may be lifted: a store
  /// that is full or denies access now will be mended, and until then the record is not true.
  private static <T> T insist(Supplier<T> work) {
    return ActivityBoundary.heartbeating(
        _ -> {
          try {
            return work.get();
          } catch (HoldfastException e) {
            throw switch (e.code()) {
              case ACCESS_DENIED, STORAGE_FULL, RECORD_CHANGED ->
                  new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, e.message(), e.hint(), e);
              default -> e;
            };
          }
        });
  }
}
