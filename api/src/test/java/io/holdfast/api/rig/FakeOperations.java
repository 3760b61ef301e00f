package io.holdfast.api.rig;

import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import java.util.function.UnaryOperator;

/// Keeps operations' records in a catalogue, as the worker's own activities do.
final class FakeOperations implements OperationActivities {
  private final MemoryCatalogue catalogue;

  FakeOperations(MemoryCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  private void change(OperationId id, UnaryOperator<OperationRecord> how) {
    catalogue
        .operation(id)
        .map(known -> new Versioned<>(how.apply(known.value()), known.version()))
        .ifPresent(catalogue::replaceOperation);
  }

  @Override
  public void begin(OperationRequest request, String workflowId, String runId) {
    change(request.operation(), record -> record.begun(runId));
  }

  @Override
  public int recover(OperationId operation) {
    return 0;
  }

  @Override
  public void intend(OperationId operation, Intent intent) {
    change(operation, record -> record.intending(intent));
  }

  @Override
  public boolean undo(OperationId operation) {
    return true;
  }

  @Override
  public void end(OperationId operation, OperationEnd end) {
    change(operation, record -> record.ended(end));
  }
}
