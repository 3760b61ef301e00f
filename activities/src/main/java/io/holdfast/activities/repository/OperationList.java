package io.holdfast.activities.repository;

import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

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

  /// Those of the operations that were asked for at `until` or before, newest first, read batch by
  /// batch as they are asked for.
  ///
  /// @param ids by instance: all operations of each
  Stream<OperationRecord> newestFirst(Map<InstanceId, List<OperationId>> ids, Instant until) {
    ids.forEach(this::retain);
    List<OperationId> all = ids.values().stream().flatMap(List::stream).toList();
    return AtOnce.lazily(times.newestFirst(all, until), this::records).flatMap(Optional::stream);
  }

  /// Forgets the instance's operations that are gone.
  private void retain(InstanceId instance, List<OperationId> ids) {
    Map<OperationId, OperationRecord> own = ended.get(instance);
    if (own != null && own.size() > ids.size()) {
      var _ = own.keySet().retainAll(Set.copyOf(ids));
    }
  }

  private List<Optional<OperationRecord>> records(List<OperationId> batch) {
    List<Optional<OperationRecord>> records = new ArrayList<>(batch.size());
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Map<OperationId, OperationRecord> own = ended.getOrDefault(batch.get(i).instance(), Map.of());
      Optional<OperationRecord> before = Optional.ofNullable(own.get(batch.get(i)));
      records.add(before);
      if (before.isEmpty()) {
        asked.add(i);
      }
    }
    List<Optional<OperationRecord>> answers = AtOnce.map(asked, i -> ask(batch.get(i)));
    for (int i = 0; i < asked.size(); i++) {
      records.set(asked.get(i), answers.get(i));
    }
    return records;
  }

  private Optional<OperationRecord> ask(OperationId id) {
    Optional<OperationRecord> found = read.apply(id).map(Versioned::value);
    found
        .filter(OperationRecord::isOver)
        .ifPresent(
            record ->
                ended
                    .computeIfAbsent(id.instance(), _ -> new ConcurrentHashMap<>())
                    .put(id, record));
    return found;
  }
}
