package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.repository.json.UnknownFields;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads and writes the JSON objects of a store, each with a check of its format before anything
/// else of it is believed.
final class Records {
  /// How often a record that is replaced while it is read is read again.
  private static final int ATTEMPTS = 5;

  private final ObjectStore store;

  Records(ObjectStore store) {
    this.store = store;
  }

  /// The record at `key` and the version by which it can be replaced.
  <T> Optional<Versioned<T>> read(String key, RecordType<T> type) {
    return content(key).map(found -> parse(found, key, type));
  }

  /// The object's bytes, as many as the store says it has, and its version.
  Optional<Versioned<byte[]>> content(String key) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // The version first: if the content is newer than it, a replace fails instead of undoing
      // somebody's change.
      Optional<ObjectInfo> info = store.stat(key);
      Optional<InputStream> opened = info.isEmpty() ? Optional.empty() : store.read(key, 0);
      if (info.isEmpty() || opened.isEmpty()) {
        return Optional.empty();
      }
      byte[] bytes = readAll(key, opened.get());
      if (bytes.length == info.get().length()) {
        return Optional.of(new Versioned<>(bytes, info.get().version()));
      }
    }
    throw broken(key, "it was never read as long as the store says it is", null);
  }

  private static byte[] readAll(String key, InputStream opened) {
    try (InputStream in = opened) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw broken(key, "" + e.getMessage(), e);
    }
  }

  private static <T> Versioned<T> parse(Versioned<byte[]> found, String key, RecordType<T> type) {
    JsonNode tree = Json.tree(found.value(), key);
    return new Versioned<>(type.bind(tree, key), found.version());
  }

  /// One field of the object at `key`, with nothing behind it read.
  <T> Optional<T> readField(String key, String field, RecordType<T> type) {
    Optional<InputStream> opened = store.read(key, 0);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(type.bind(Json.field(in, field, key), key));
    } catch (IOException e) {
      throw broken(key, "" + e.getMessage(), e);
    } catch (HoldfastException e) {
      // Damaged, or read short? The whole object tells.
      return content(key).map(found -> type.bind(Json.field(found.value(), field, key), key));
    }
  }

  /// @return false when there is one already, which stays as it is
  boolean create(String key, Object value) {
    return store.write(key, Json.write(value), new WriteCondition.IfAbsent()).isPresent();
  }

  void put(String key, Object value) {
    var _ = store.write(key, Json.write(value), new WriteCondition.Always()).orElseThrow();
  }

  /// Replaces the record and keeps what a newer Holdfast wrote into it.
  ///
  /// @throws HoldfastException RECORD_CHANGED when the version is not the store's any more
  <T> void replace(String key, Versioned<T> changed, RecordType<T> type) {
    Versioned<byte[]> old = content(key).orElseThrow(() -> changed(key));
    if (!old.version().equals(changed.version())) {
      throw changed(key);
    }
    JsonNode before = Json.tree(old.value(), key);
    JsonNode next = Json.tree(Json.write(changed.value()), key);
    UnknownFields.keep(before, Json.tree(Json.write(type.bind(before, key)), key), next);
    replaceTree(key, new Versioned<>(next, changed.version()));
  }

  /// Replaces the object by exactly this one.
  ///
  /// @throws HoldfastException RECORD_CHANGED when the version is not the store's any more
  void replaceTree(String key, Versioned<JsonNode> changed) {
    WriteCondition unchanged = new WriteCondition.IfVersion(changed.version());
    if (store.write(key, Json.write(changed.value()), unchanged).isEmpty()) {
      throw changed(key);
    }
  }

  private static HoldfastException changed(String key) {
    return new HoldfastException(
        ErrorCode.RECORD_CHANGED,
        "Somebody else changed " + key + " meanwhile.",
        "Read it again and repeat the change.");
  }

  private static HoldfastException broken(String key, String how, @Nullable IOException cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Reading %s broke off: %s.".formatted(key, how),
        "Try again; check the store if it happens often.",
        cause);
  }
}
