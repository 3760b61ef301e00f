package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import io.temporal.activity.ActivityInterface;

/// The frame that every locking operation runs in: `begin`, `recover`, the work, `end`.
@ActivityInterface(namePrefix = "Operation.")
public interface OperationActivities {

  /// Notes in the operation's record which run works on it. The record is created if whoever
  /// started the workflow did not (a person with the Temporal CLI). Idempotent.
  ///
  /// Fails with VALIDATION_FAILED when `workflowId` is not the instance's lock, with
  /// OPERATION_FINISHED when the record is over (no operation runs twice), and with
  /// IDEMPOTENCY_KEY_REUSED when it is another request's.
  void begin(OperationRequest request, String workflowId, String runId);

  /// Finds operations of the instance that never ended though their lock is gone, waits until none
  /// of their activities can still be running, undoes their intents and ends them: as what the
  /// repository shows them to have come to, else as OPERATION_ABANDONED. A young record that no run
  /// has begun is left alone, since its request may be about to be refused. Idempotent; heartbeats
  /// while it waits.
  ///
  /// @return how many were cleaned up
  int recover(OperationId operation);

  /// Writes an intent into the record, before the act it is about. Idempotent.
  void intend(OperationId operation, Intent intent);

  /// Undoes every intent of the record, as after a failure or cancel. Idempotent. Never touches a
  /// completed backup.
  ///
  /// @return false when the operation's backup turns out complete: then nothing was undone
  boolean undo(OperationId operation);

  /// Writes the end into the record. The first end stands; a second call changes nothing.
  void end(OperationId operation, OperationEnd end);
}
