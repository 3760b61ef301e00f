package io.holdfast.activities.operation;

import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The records of operations, changed one step at a time. A change is made to the newest version of
/// the record or not at all, so that nobody's change is lost. Each step answers the record as it
/// stands then.
final class OperationLedger {
  /// Who asked for an operation that has no record: its workflow was started by hand.
  static final String BY_HAND = "temporal";

  // A record has two writers at most, its API and its run, each with a handful of writes.
  private static final int ATTEMPTS = 10;

  private final Catalogue catalogue;
  private final Clock clock;

  OperationLedger(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /// Notes that `runId` works on the operation; creates the record where there is none.
  OperationRecord begin(OperationRequest request, String workflowId, String runId) {
    InstanceLock.require(request.operation(), workflowId);
    OperationRecord asked =
        OperationRecord.requested(request, clock.instant(), BY_HAND).begun(runId);
    return catalogue.createOperation(asked)
        ? asked
        : change(request.operation(), record -> begun(record, request, runId));
  }

  private static OperationRecord begun(
      OperationRecord record, OperationRequest request, String runId) {
    if (!record.request().equals(request)) {
      throw new HoldfastException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "The operation %s was asked for something else before.".formatted(record.id()),
          "Ask under a new operation id.");
    }
    if (record.isOver()) {
      throw new HoldfastException(
          ErrorCode.OPERATION_FINISHED,
          "The operation %s has ended already.".formatted(record.id()),
          "Ask under a new operation id.");
    }
    return runId.equals(record.runId()) ? record : record.begun(runId);
  }

  /// Adds an intent to what must be undone.
  OperationRecord intend(OperationId operation, Intent intent) {
    return change(operation, record -> record.intending(intent));
  }

  /// Ends the operation; the first end stands.
  OperationRecord end(OperationId operation, OperationEnd end) {
    return change(operation, record -> record.isOver() ? record : record.ended(end));
  }

  OperationRecord read(OperationId operation) {
    return find(operation).value();
  }

  private Versioned<OperationRecord> find(OperationId operation) {
    Optional<Versioned<OperationRecord>> found = catalogue.operation(operation);
    return found.orElseThrow(
        () ->
            new HoldfastException(
                ErrorCode.OPERATION_NOT_FOUND,
                "The repository has no operation %s.".formatted(operation),
                "Does the worker use the repository that the API uses?"));
  }

  private OperationRecord change(OperationId operation, UnaryOperator<OperationRecord> step) {
    for (int attempt = 1; ; attempt++) {
      Versioned<OperationRecord> found = find(operation);
      OperationRecord changed = step.apply(found.value());
      if (changed.equals(found.value())) {
        return changed;
      }
      try {
        catalogue.replaceOperation(new Versioned<>(changed, found.version()));
        return changed;
      } catch (HoldfastException e) {
        if (e.code() != ErrorCode.RECORD_CHANGED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
