package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An operation's working lists in the repository: what is too long for Temporal, and what a retry
/// on another worker goes on from. They are removed when the operation is over.
///
/// Names are made of the characters of object keys, and may have folders.
public final class WorkJournal {
  private static final String JSON = ".json";

  private final ObjectStore store;
  private final Records records;
  private final String prefix;

  WorkJournal(ObjectStore store, OperationId operation) {
    this.store = store;
    this.records = new Records(store);
    this.prefix = Layout.workPrefix(operation);
  }

  /// Writes the list, replacing one of the same name in one atomic step.
  public void write(String name, Object value) {
    records.put(key(name), value);
  }

  /// Writes the list if there is none of that name.
  ///
  /// @return false when there is one, which stays as it is
  public boolean create(String name, Object value) {
    return records.create(key(name), value);
  }

  /// The list of that name; empty if there is none.
  public <T> Optional<T> read(String name, Class<T> type) {
    return records.content(key(name)).map(found -> Json.read(found.value(), type, key(name)));
  }

  /// The names that begin with `prefix`, in order.
  public List<String> names(String prefix) {
    try (Stream<ObjectInfo> objects = store.list(this.prefix + prefix, "")) {
      return objects
          .map(ObjectInfo::key)
          .filter(key -> key.endsWith(JSON))
          .map(key -> key.substring(this.prefix.length(), key.length() - JSON.length()))
          .sorted()
          .toList();
    }
  }

  /// Removes every list. Idempotent.
  public void clear() {
    List<String> keys;
    try (Stream<ObjectInfo> objects = store.list(prefix, "")) {
      keys = objects.map(ObjectInfo::key).toList();
    }
    var _ =
        AtOnce.map(
            keys,
            key -> {
              store.delete(key);
              return key;
            });
  }

  /// What to throw for a list that was written, and is not there any more.
  public static HoldfastException lost(String what) {
    return new HoldfastException(
        ErrorCode.OBJECT_MISSING,
        "The store lost " + what + ", which it had said to have written.",
        "Check the store with 'holdfast repo check-store', and start the operation again.");
  }

  private String key(String name) {
    return prefix + name + JSON;
  }
}
