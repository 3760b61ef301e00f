package io.holdfast.api.operation;

import io.holdfast.api.message.OperationView;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.temporal.Runs;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Ends operations on request. It names the run that the operation's record belongs to, and never
/// touches whatever else may run on the instance by then.
@Singleton
final class OperationCancel {
  private static final String REASON = "asked for through the API";
  private static final String COMPLETED = "completed";

  private final RepositoryAccess repository;
  private final OperationWatch watch;
  private final Runs runs;
  private final InstantSource clock;

  OperationCancel(
      RepositoryAccess repository, OperationWatch watch, Runs runs, InstantSource clock) {
    this.repository = repository;
    this.watch = watch;
    this.runs = runs;
    this.clock = clock;
  }

  /// Asks the operation to end; it goes on until it has cleaned up after itself. One that no
  /// workflow was ever started for ends here and now.
  ///
  /// @return the operation as it is then
  /// @throws HoldfastException OPERATION_FINISHED, OPERATION_DECIDED, TEMPORAL_UNAVAILABLE
  OperationView cancel(OperationId id) {
    OperationRecord record = watch.record(id);
    if (record.isOver()) {
      throw Runs.finished(id);
    }
    Optional<String> run = Optional.ofNullable(record.runId()).or(() -> runs.lockedBy(id));
    if (run.isPresent()) {
      var _ = undecided(watch.look(id));
      runs.cancel(id, run.get(), REASON);
    } else {
      end(id);
    }
    watch.forget(id);
    // Whatever was decided before the cancel reached the workflow is seen now.
    return undecided(watch.look(id));
  }

  private static OperationView undecided(OperationView seen) {
    if (Boolean.TRUE.equals(seen.decided()) || seen.state().equals(COMPLETED)) {
      throw new HoldfastException(
          ErrorCode.OPERATION_DECIDED,
          "It is too late to end %s: it completes, whatever happens now.".formatted(seen.id()),
          "'holdfast describe %s' shows how it ends.".formatted(seen.id()));
    }
    return seen;
  }

  /// Ended so, the record is refused by a start that is still on its way.
  private void end(OperationId id) {
    FailureInfo why =
        new FailureInfo(
            ErrorCode.OPERATION_CANCELLED, "It was cancelled before it began.", "Start it again.");
    OperationEnd end =
        new OperationEnd(
            OperationOutcome.CANCELLED, clock.instant().truncatedTo(ChronoUnit.MILLIS), why);
    repository
        .catalogue()
        .operation(id)
        .map(known -> new Versioned<>(known.value().ended(end), known.version()))
        .ifPresent(repository.catalogue()::replaceOperation);
  }
}
