package io.holdfast.activities.operation;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.RestoreRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of operations that could not end by themselves: their workflow was terminated, or
/// Temporal lost it. Whoever holds the instance's lock knows that no other run is alive.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /// After its run is gone an activity goes on until a heartbeat tells it. Cut off from Temporal it
  /// stops by itself one heartbeat timeout and five seconds (the SDK's allowance) after the last
  /// heartbeat that was delivered.
  private static final Duration ALLOWANCE = Duration.ofSeconds(10);

  /// A record that no run has begun and that is younger than this may be a request which is being
  /// refused at this moment; its API writes its end.
  static final Duration YOUNG = Duration.ofMinutes(1);

  /// An operation that completed has recovered from all that was unclean before it. Records are
  /// read from the newest back, until this many completed ones leave no doubt.
  private static final int ENOUGH_COMPLETED = 20;

  private static final int FIRST_PAGE = 50;
  private static final int GROWTH = 4;

  private final Repository repository;
  private final OperationLedger ledger;
  private final Unfinished unfinished;
  private final Duration heartbeatTimeout;
  private final Clock clock;
  private final Pause pause;

  Recovery(
      Repository repository,
      OperationLedger ledger,
      Unfinished unfinished,
      Duration heartbeatTimeout,
      Clock clock,
      Pause pause) {
    this.repository = repository;
    this.ledger = ledger;
    this.unfinished = unfinished;
    this.heartbeatTimeout = heartbeatTimeout;
    this.clock = clock;
    this.pause = pause;
  }

  /// Ends every abandoned operation of the instance.
  ///
  /// @param own the operation that holds the lock
  /// @return how many were ended
  int recover(OperationId own, Heartbeat heartbeat) {
    List<OperationRecord> abandoned =
        recent(own).stream().filter(record -> isAbandoned(record, own)).toList();
    if (abandoned.stream().anyMatch(record -> record.runId() != null)) {
      outlive(heartbeat);
    }
    for (OperationRecord record : abandoned) {
      LOG.warn("{} was abandoned; cleaning up after it", record.id());
      OperationEnd end = end(record);
      unfinished.clearLists(record.id());
      var _ = ledger.end(record.id(), end);
    }
    return abandoned.size();
  }

  private List<OperationRecord> recent(OperationId own) {
    int limit = FIRST_PAGE;
    List<OperationRecord> records = repository.catalogue().operations(own.instance(), limit);
    while (records.size() == limit && completed(records) < ENOUGH_COMPLETED) {
      limit *= GROWTH;
      records = repository.catalogue().operations(own.instance(), limit);
    }
    return records;
  }

  private static long completed(List<OperationRecord> records) {
    return records.stream()
        .map(OperationRecord::end)
        .filter(end -> end != null && end.outcome() == OperationOutcome.COMPLETED)
        .count();
  }

  private boolean isAbandoned(OperationRecord record, OperationId own) {
    if (record.isOver() || record.id().equals(own)) {
      return false;
    }
    return record.runId() != null || record.requestedAt().isBefore(clock.instant().minus(YOUNG));
  }

  /// Waits until no activity of another run can be alive; a retry goes on from what was waited.
  /// Measured on this machine only: the clocks of others may be wrong.
  private void outlive(Heartbeat heartbeat) {
    long total = heartbeatTimeout.plus(ALLOWANCE).toSeconds();
    long waited = heartbeat.previous().map(Progress::done).orElse(0L);
    try {
      while (waited < total) {
        heartbeat.beat(new Progress("recover", null, waited, total, "seconds", 0));
        pause.lasting(Duration.ofSeconds(1));
        waited++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.STEP_TIMED_OUT, "The wait was interrupted.", "It is tried again.", e);
    }
  }

  /// How the operation ended in truth: as the repository shows it.
  private OperationEnd end(OperationRecord record) {
    if (!unfinished.undo(record)) {
      return new OperationEnd(OperationOutcome.COMPLETED, clock.instant(), null);
    }
    return switch (record.kind()) {
      case BACKUP -> abandoned(record, "Nothing is left of it.");
      case RESTORE -> endOfRestore(record);
      case COMPARE -> endOfComparison(record);
    };
  }

  private OperationEnd endOfRestore(OperationRecord record) {
    return repository.catalogue().restores(record.id().instance()).stream()
        .filter(restore -> restore.task().request().operation().equals(record.id()))
        .findFirst()
        .map(Recovery::recorded)
        .orElseGet(() -> abandoned(record, remains(record)));
  }

  private static String remains(OperationRecord record) {
    if (!(record.request() instanceof OperationRequest.Restore(var restore))) {
      throw new IllegalArgumentException(record.id() + " is no restore");
    }
    if (restore.files() != null) {
      return "Its members may be down: the next restore of files into it ends it first, alike on all;"
          + " its plan says how.";
    }
    return restore.isShadowed()
        ? "What it loaded beside the old data is dropped. If it was replacing by then, some"
            + " collections are the backup's: compare, or restore again."
        : "The target may hold a part of it: restore into it again.";
  }

  /// Its record is its result: where it is, the comparison was complete.
  private OperationEnd endOfComparison(OperationRecord record) {
    return repository
        .catalogue()
        .comparison(record.id())
        .map(found -> new OperationEnd(OperationOutcome.COMPLETED, found.comparedAt(), null))
        .orElseGet(() -> abandoned(record, "Nothing was changed: compare again."));
  }

  private static OperationEnd recorded(RestoreRecord restore) {
    OperationOutcome outcome =
        switch (restore.state()) {
          case COMPLETED -> OperationOutcome.COMPLETED;
          case CANCELLED -> OperationOutcome.CANCELLED;
          case STARTING,
              CHECKING,
              PREPARING,
              COPY_READY,
              DOWNLOADING,
              RECOVERING,
              LOADING,
              REPLAYING,
              INDEXING,
              PROVING,
              FAILED ->
              OperationOutcome.FAILED;
        };
    OldData old = restore.oldData();
    return new OperationEnd(
        outcome, restore.endedAt(), restore.failure(), old == null ? null : old.sentence());
  }

  private OperationEnd abandoned(OperationRecord record, String hint) {
    String what =
        switch (record.kind()) {
          case BACKUP -> "backup";
          case RESTORE -> "restore";
          case COMPARE -> "comparison";
        };
    return new OperationEnd(
        OperationOutcome.FAILED,
        clock.instant(),
        new FailureInfo(
            ErrorCode.OPERATION_ABANDONED,
            "The %s's workflow was ended from outside, without its clean-up.".formatted(what),
            hint));
  }
}
