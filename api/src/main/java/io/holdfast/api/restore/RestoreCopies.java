package io.holdfast.api.restore;

import io.holdfast.api.message.RestoreCopyView;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.temporal.CopyRuns;
import io.holdfast.api.temporal.Runs;
import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.filerestore.RestoreFinishAnswer;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Restores of data files that wait for people: they are asked themselves.
@Singleton
final class RestoreCopies {
  private final RepositoryAccess repository;
  private final OperationWatch watch;
  private final CopyRuns runs;

  RestoreCopies(RepositoryAccess repository, OperationWatch watch, CopyRuns runs) {
    this.repository = repository;
    this.watch = watch;
    this.runs = runs;
  }

  /// @throws HoldfastException RESTORE_NOT_FOUND, METHOD_NOT_SUPPORTED when it is none of files,
  ///   COPY_NOT_READY when it has not begun, OPERATION_FINISHED, TEMPORAL_UNAVAILABLE
  RestoreCopyView copy(OperationId id) {
    return RestoreCopyView.of(id, runs.restoreCopy(id, run(id)));
  }

  /// @param settings what the files need to be opened; null for what the backup says
  /// @return the restore's record
  /// @throws HoldfastException COPY_TOKEN_REFUSED, COPY_NOT_READY, and as [#copy]
  OperationRecord finish(OperationId id, String token, @Nullable FileSettings settings) {
    RestoreFinishAnswer answer = runs.restoreFinish(id, run(id), token, settings);
    if (answer.refusal() != null) {
      throw answer.refusal().toException();
    }
    watch.forget(id);
    return record(id);
  }

  private String run(OperationId id) {
    OperationRecord record = record(id);
    if (record.isOver()) {
      throw Runs.finished(id);
    }
    String run = record.runId();
    if (run == null) {
      throw new HoldfastException(
          ErrorCode.COPY_NOT_READY,
          "%s has not begun yet.".formatted(id),
          "Ask again in a moment; 'holdfast status' shows whether a worker runs.");
    }
    return run;
  }

  private OperationRecord record(OperationId id) {
    OperationRecord record =
        repository
            .catalogue()
            .operation(id)
            .map(Versioned::value)
            .filter(known -> known.request() instanceof OperationRequest.Restore)
            .orElseThrow(
                () ->
                    new HoldfastException(
                        ErrorCode.RESTORE_NOT_FOUND,
                        "There is no restore %s.".formatted(id),
                        "A restore's id is its operation's; 'holdfast status' shows those that"
                            + " run."));
    if (record.request() instanceof OperationRequest.Restore(var restore)
        && restore.files() == null) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "%s is no restore of data files.".formatted(id),
          "Only those wait for somebody to copy.");
    }
    return record;
  }
}
