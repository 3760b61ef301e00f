package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.io.InputStream;
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
  private final String prefix;

  WorkJournal(ObjectStore store, OperationId operation) {
    this.store = store;
    this.prefix = Layout.workPrefix(operation);
  }

  /// Writes the list, replacing one of the same name in one atomic step.
  public <T> void write(String name, T value) {
    var _ = store.write(key(name), Json.write(value), new WriteCondition.Always()).orElseThrow();
  }

  /// Writes the list if there is none of that name.
  ///
  /// @return false when there is one, which stays as it is
  public <T> boolean create(String name, T value) {
    return store.write(key(name), Json.write(value), new WriteCondition.IfAbsent()).isPresent();
  }

  /// The list of that name; empty if there is none.
  public <T> Optional<T> read(String name, Class<T> type) {
    Optional<InputStream> opened = store.read(key(name), 0);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(Json.read(in.readAllBytes(), type, key(name)));
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Reading %s broke off: %s".formatted(key(name), e.getMessage()),
          "Try again; check the store if it happens often.",
          e);
    }
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
    keys.forEach(store::delete);
  }

  private String key(String name) {
    return prefix + name + JSON;
  }
}
