package io.holdfast.activities.operation;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;

/// What an operation began and did not finish, and its undoing.
final class Unfinished {
  private final Repository repository;
  private final LeftCursors cursors;

  Unfinished(Repository repository, LeftCursors cursors) {
    this.repository = repository;
    this.cursors = cursors;
  }

  /// Undoes every intent of `record`. Idempotent.
  ///
  /// @return false when the operation's backup is complete: then it stands
  boolean undo(OperationRecord record) {
    boolean undone = true;
    for (Intent intent : record.intents()) {
      undone &=
          switch (intent) {
            case Intent.WritePayload(var backup) -> deletePayload(backup, record.id());
            case Intent.HoldCursor(var member) -> {
              cursors.close(record.id(), member);
              yield true;
            }
          };
    }
    return undone;
  }

  /// Removes the operation's working lists, which are of no use once it is over.
  void clearLists(OperationId operation) {
    repository.work(operation).clear();
  }

  private boolean deletePayload(BackupRef backup, OperationId operation) {
    // Two operations started within one second under one name have the same prefix; what the other
    // one completed is not ours to judge, nor to delete.
    return repository.payloads().delete(backup)
        || !repository
            .catalogue()
            .header(backup)
            .map(header -> header.operation().equals(operation))
            .orElse(false);
  }
}
