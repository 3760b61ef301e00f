package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads and writes the JSON objects of a store, each with a check of its format before anything
/// else of it is believed.
final class Records {
  private final ObjectStore store;

  Records(ObjectStore store) {
    this.store = store;
  }

  /// The record at `key` and the version by which it can be replaced.
  <T> Optional<Versioned<T>> read(String key, RecordType<T> type) {
    // The version first: if the content is newer than it, a replace fails instead of undoing
    // somebody's change.
    Optional<ObjectInfo> info = store.stat(key);
    return info.isEmpty()
        ? Optional.empty()
        : content(key).map(bytes -> new Versioned<>(parse(bytes, key, type), info.get().version()));
  }

  private Optional<byte[]> content(String key) {
    Optional<InputStream> opened = store.read(key, 0);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw broken(key, e);
    }
  }

  private static <T> T parse(byte[] bytes, String key, RecordType<T> type) {
    JsonNode tree = Json.tree(bytes, key);
    type.requireKnown(tree, key);
    return Json.bind(tree, type.type(), key);
  }

  /// One field of the object at `key`, with nothing behind it read.
  <T> Optional<T> readField(String key, String field, RecordType<T> type) {
    Optional<InputStream> opened = store.read(key, 0);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      JsonNode tree = Json.field(in, field, key);
      type.requireKnown(tree, key);
      return Optional.of(Json.bind(tree, type.type(), key));
    } catch (IOException e) {
      throw broken(key, e);
    }
  }

  /// @return false when there is one already, which stays as it is
  boolean create(String key, Object value) {
    return store.write(key, Json.write(value), new WriteCondition.IfAbsent()).isPresent();
  }

  void put(String key, Object value) {
    var _ = store.write(key, Json.write(value), new WriteCondition.Always()).orElseThrow();
  }

  /// @throws HoldfastException RECORD_CHANGED when the version is not the store's any more
  void replace(String key, Versioned<?> changed) {
    WriteCondition unchanged = new WriteCondition.IfVersion(changed.version());
    if (store.write(key, Json.write(changed.value()), unchanged).isEmpty()) {
      throw new HoldfastException(
          ErrorCode.RECORD_CHANGED,
          "Somebody else changed " + key + " meanwhile.",
          "Read it again and repeat the change.");
    }
  }

  private static HoldfastException broken(String key, IOException cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Reading %s broke off: %s".formatted(key, cause.getMessage()),
        "Try again; check the store if it happens often.",
        cause);
  }
}
