package io.holdfast.activities.operation;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operation began and did not finish, and its undoing.
final class Unfinished {
  private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);

  private final Repository repository;
  private final Balancers balancers;
  private final LeftCursors cursors;

  Unfinished(Repository repository, Balancers balancers, LeftCursors cursors) {
    this.repository = repository;
    this.balancers = balancers;
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
            case Intent.StopBalancer(var instance) -> startBalancer(instance);
            case Intent.HoldCursor(var member) -> {
              cursors.close(record.id(), member);
              yield true;
            }
            // Of the agents, and for the next restore of files to ask of them.
            case Intent.ReplaceFiles _ -> true;
          };
    }
    return undone;
  }

  /// Removes the operation's working lists, which are of no use once it is over.
  void clearLists(OperationId operation) {
    repository.work(operation).clear();
  }

  private boolean startBalancer(InstanceId instance) {
    try {
      balancers.start(instance);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      LOG.warn("{} is not registered any more: see to its balancer yourself", instance);
    }
    return true;
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
