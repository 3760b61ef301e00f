package io.holdfast.activities.repository;

import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// When operations were asked for, so that they can be put in order without reading them all.
///
/// A ULID begins with its time, but one made of an idempotency key has none; only the record knows
/// then. That time never changes, so it is read once and remembered: a disposable cache, a few
/// bytes for each such operation.
final class OperationTimes {
  private record Timed(OperationId id, Instant at) {}

  private static final Comparator<Timed> AGE =
      Comparator.comparing(Timed::at).thenComparing(Timed::id);

  private final Records records;
  private final Map<OperationId, Instant> remembered = new ConcurrentHashMap<>();

  OperationTimes(Records records) {
    this.records = records;
  }

  /// Those that were asked for at `until` or before, newest first.
  List<OperationId> newestFirst(Collection<OperationId> ids, Instant until) {
    List<Timed> timed = new ArrayList<>(ids.size());
    List<OperationId> unknown = new ArrayList<>();
    for (OperationId id : ids) {
      id.askedAt()
          .or(() -> Optional.ofNullable(remembered.get(id)))
          .ifPresentOrElse(at -> timed.add(new Timed(id, at)), () -> unknown.add(id));
    }
    AtOnce.map(unknown, id -> look(id).map(at -> new Timed(id, at)))
        .forEach(found -> found.ifPresent(timed::add));
    return timed.stream()
        .filter(it -> !it.at().isAfter(until))
        .sorted(AGE.reversed())
        .map(Timed::id)
        .toList();
  }

  /// Empty when the record is gone.
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
