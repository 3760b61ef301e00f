package io.holdfast.activities.repository;

import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The records of many operations. One that has ended never changes again, so it is remembered from
/// list to list: a disposable cache of about a kilobyte for each operation. Which operations there
/// are the caller has just listed. Safe for many threads.
final class OperationList {
  private final Function<OperationId, Optional<Versioned<OperationRecord>>> read;
  private final OperationTimes times;
  private final Map<InstanceId, Map<OperationId, OperationRecord>> ended =
      new ConcurrentHashMap<>();

  OperationList(
      Function<OperationId, Optional<Versioned<OperationRecord>>> read, OperationTimes times) {
    this.read = read;
    this.times = times;
  }

  /// The newest of the operations, by the time of asking.
  ///
  /// @param ids all operations of the instance
  List<OperationRecord> newestFirst(InstanceId instance, List<OperationId> ids, int limit) {
    Map<OperationId, OperationRecord> own =
        ended.computeIfAbsent(instance, _ -> new ConcurrentHashMap<>());
    if (own.size() > ids.size()) {
      var _ = own.keySet().retainAll(Set.copyOf(ids));
    }
    List<OperationId> newest = times.newestFirst(ids).limit(limit).toList();
    return AtOnce.map(newest, id -> record(id, own)).stream().flatMap(Optional::stream).toList();
  }

  private Optional<OperationRecord> record(OperationId id, Map<OperationId, OperationRecord> own) {
    OperationRecord before = own.get(id);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<OperationRecord> found = read.apply(id).map(Versioned::value);
    found.filter(OperationRecord::isOver).ifPresent(record -> own.put(id, record));
    return found;
  }
}
