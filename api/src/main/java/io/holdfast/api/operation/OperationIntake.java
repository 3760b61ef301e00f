package io.holdfast.api.operation;

import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.operation.StartOutcome;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes in requests for operations. The record is written first, then the workflow is started: a
/// request that is sent again finds the record and starts nothing twice, and one whose start was
/// lost (the API was killed in between) is started by being sent again.
@Singleton
public final class OperationIntake {
  private final RepositoryAccess repository;
  private final OperationStarter starter;
  private final InstantSource clock;

  OperationIntake(RepositoryAccess repository, OperationStarter starter, InstantSource clock) {
    this.repository = repository;
    this.starter = starter;
    this.clock = clock;
  }

  /// @param admit refuses what cannot be done, before anything is written; not asked again about a
  ///   request that is known already
  /// @return the operation's record, which may be older than this call
  /// @throws HoldfastException INSTANCE_BUSY, IDEMPOTENCY_KEY_REUSED, TEMPORAL_UNAVAILABLE
  public OperationRecord take(OperationAsked asked, Consumer<OperationRequest> admit) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    OperationId id = asked.id(now);
    Catalogue catalogue = repository.catalogue();
    Optional<OperationRecord> known = asked.idempotencyKey() == null ? Optional.empty() : find(id);
    if (known.isPresent()) {
      return again(asked, known.get());
    }
    OperationRequest request = asked.form().request(id, now);
    admit.accept(request);
    OperationRecord record = OperationRecord.requested(request, now, asked.by());
    return catalogue.createOperation(record)
        ? start(record)
        : again(asked, find(id).orElseThrow(() -> new IllegalStateException("lost " + id)));
  }

  private Optional<OperationRecord> find(OperationId id) {
    return repository.catalogue().operation(id).map(Versioned::value);
  }

  private OperationRecord again(OperationAsked asked, OperationRecord record) {
    if (!asked.form().request(record.id(), record.requestedAt()).equals(record.request())) {
      throw new HoldfastException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "The idempotency key belongs to %s, which was asked for something else."
              .formatted(record.id()),
          "Send a new key with a new request.");
    }
    OperationEnd end = record.end();
    FailureInfo refusal = end == null ? null : end.failure();
    if (end != null && end.outcome() == OperationOutcome.REFUSED && refusal != null) {
      throw refusal.toException();
    }
    return end == null && record.runId() == null ? start(record) : record;
  }

  private OperationRecord start(OperationRecord record) {
    return switch (starter.start(record.request())) {
      case StartOutcome.Started _ -> record;
      case StartOutcome.Busy(var holder) -> throw refuse(record.id(), busy(record.id(), holder));
    };
  }

  private static HoldfastException busy(OperationId asked, @Nullable OperationId holder) {
    return new HoldfastException(
        ErrorCode.INSTANCE_BUSY,
        holder == null
            ? "'%s' is busy with another operation.".formatted(asked.instance())
            : "'%s' is busy: %s runs.".formatted(asked.instance(), holder),
        "Wait for it, or cancel it. Then ask again, with a new idempotency key if you use one.");
  }

  /// Writes the refusal into the record, unless somebody was faster: a resent request may have
  /// begun by now.
  private HoldfastException refuse(OperationId id, HoldfastException why) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    OperationEnd end = new OperationEnd(OperationOutcome.REFUSED, now, FailureInfo.of(why));
    Catalogue catalogue = repository.catalogue();
    try {
      catalogue
          .operation(id)
          .filter(known -> !known.value().isOver() && known.value().runId() == null)
          .map(known -> new Versioned<>(known.value().ended(end), known.version()))
          .ifPresent(catalogue::replaceOperation);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.RECORD_CHANGED) {
        throw e;
      }
    }
    return why;
  }
}
