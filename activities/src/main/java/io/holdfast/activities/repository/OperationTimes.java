package io.holdfast.activities.repository;

import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// When operations were asked for, so that they can be put in order without reading them all.
///
/// A ULID begins with its time, but one made of an idempotency key has none; only the record knows
/// then. That time never changes, so it is read once and remembered: a disposable cache, a few
/// bytes for each such operation.
final class OperationTimes {
  private final Records records;
  private final Map<OperationId, Instant> remembered = new ConcurrentHashMap<>();

  OperationTimes(Records records) {
    this.records = records;
  }

  Stream<OperationId> newestFirst(List<OperationId> ids) {
    record Timed(OperationId id, Instant at) {}
    Comparator<Timed> age = Comparator.comparing(Timed::at);
    return AtOnce.map(ids, id -> requestedAt(id).map(at -> new Timed(id, at))).stream()
        .flatMap(Optional::stream)
        .sorted(age.thenComparing(Timed::id).reversed())
        .map(Timed::id);
  }

  /// Empty when the record is gone.
  private Optional<Instant> requestedAt(OperationId id) {
    return id.askedAt().or(() -> Optional.ofNullable(remembered.get(id))).or(() -> look(id));
  }

  private Optional<Instant> look(OperationId id) {
    Optional<Instant> at =
        records
            .read(Layout.operation(id), RecordType.OPERATION)
            .map(found -> found.value())
            .map(OperationRecord::requestedAt);
    at.ifPresent(instant -> remembered.put(id, instant));
    return at;
  }
}
