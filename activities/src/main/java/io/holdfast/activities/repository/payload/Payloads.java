package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The payload objects of backups, below each backup's prefix: compressed and, where the backup has
/// a key, encrypted. Safe for many threads.
public final class Payloads {
  private static final int VERIFY_BUFFER = 128 * 1024;

  private final ObjectStore store;
  private final Compression compression;
  private final DataKeys keys;

  /// Those of a repository without keys, compressed as usual.
  public Payloads(ObjectStore store) {
    this(store, Compression.DEFAULT, DataKeys.NONE);
  }

  /// @param compression of what is written; everything is read
  public Payloads(ObjectStore store, Compression compression, DataKeys keys) {
    this.store = store;
    this.compression = compression;
    this.keys = keys;
  }

  /// The same objects; new ones are compressed as files of a database are.
  public Payloads ofDataFiles() {
    return new Payloads(store, compression.ofDataFiles(), keys);
  }

  /// By what the names of new objects end, for people.
  public String suffix() {
    return compression.suffix();
  }

  /// Begins an object. It becomes visible, whole, with the writer's commit; one of the same key is
  /// replaced then, so that an attempt can be repeated.
  ///
  /// @param key relative to the backup's prefix, in the characters of [ObjectKey]
  public PayloadWriter create(BackupRef backup, String key) {
    String fullKey = ObjectKey.require(backup.prefix() + key);
    // The key first: nothing is begun that could not be written.
    DataKey dataKey = keys.forWriting(backup).orElse(null);
    return new PayloadWriter(key, fullKey, store.upload(fullKey), compression, dataKey);
  }

  /// The object's plain bytes, verified on the way: reading to the end without an exception means
  /// that length, SHA-256 and plain length are the manifest's.
  ///
  /// @throws HoldfastException KEY_MISSING or OBJECT_MISSING at once; OBJECT_CORRUPT, or
  ///   STORAGE_UNAVAILABLE when the store fails, while reading. Each names the full key.
  public PayloadReader open(BackupRef backup, PayloadObject object) {
    String fullKey = fullKey(backup, object);
    DataKey dataKey = key(backup, fullKey);
    return PayloadReader.open(fullKey, object, StoredInput.open(store, fullKey, object), dataKey);
  }

  /// Reads the object to its end; returns if it is whole, throws as [#open] does if not.
  public void verify(BackupRef backup, PayloadObject object) {
    byte[] buffer = new byte[VERIFY_BUFFER];
    try (PayloadReader reader = open(backup, object)) {
      while (reader.read(buffer, 0, buffer.length) >= 0) {
        // Verified on the way.
      }
    }
  }

  /// Reads the stored bytes to their end and compares length and SHA-256 with the manifest: as much
  /// as can be told without the backup's key.
  ///
  /// @throws HoldfastException as [#open], but never KEY_MISSING
  public void verifyStored(BackupRef backup, PayloadObject object) {
    String fullKey = fullKey(backup, object);
    try (StoredInput stored = StoredInput.open(store, fullKey, object)) {
      stored.requireWhole();
    } catch (IOException e) {
      throw PayloadFaults.corrupt(fullKey, "it does not close", e);
    }
  }

  /// Compares what the store says of the object with the manifest, and reads nothing of it.
  ///
  /// @throws HoldfastException OBJECT_MISSING; OBJECT_CORRUPT when its length is another
  public void requireThere(BackupRef backup, PayloadObject object) {
    String fullKey = fullKey(backup, object);
    requireLength(fullKey, object, store.stat(fullKey).map(ObjectInfo::length));
  }

  /// As [#requireThere] for many objects of one backup, by one listing.
  public void requireAllThere(BackupRef backup, List<PayloadObject> objects) {
    Map<String, Long> lengths;
    try (Stream<ObjectInfo> stored = store.list(backup.prefix(), "")) {
      lengths = stored.collect(Collectors.toMap(ObjectInfo::key, ObjectInfo::length));
    }
    for (PayloadObject object : objects) {
      String fullKey = fullKey(backup, object);
      requireLength(fullKey, object, Optional.ofNullable(lengths.get(fullKey)));
    }
  }

  private static void requireLength(String fullKey, PayloadObject object, Optional<Long> found) {
    long length = found.orElseThrow(() -> PayloadFaults.missing(fullKey));
    if (length != object.length()) {
      throw PayloadFaults.corrupt(
          fullKey, "it has %d bytes, the manifest says %d".formatted(length, object.length()));
    }
  }

  private static String fullKey(BackupRef backup, PayloadObject object) {
    String fullKey = backup.prefix() + object.key();
    if (!ObjectKey.isValid(fullKey)) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID,
          "The manifest of %s lists an object whose key is no key.".formatted(backup),
          "The manifest is damaged: compare it with a copy of the repository.");
    }
    return fullKey;
  }

  /// Names the object, too, when its key is missing.
  private @Nullable DataKey key(BackupRef backup, String fullKey) {
    try {
      return keys.forReading(backup).orElse(null);
    } catch (HoldfastException e) {
      if (e.code() == ErrorCode.KEY_MISSING) {
        throw PayloadFaults.unreadable(fullKey, e);
      }
      throw e;
    }
  }

  /// Deletes every object below the prefix of a backup that does not exist. One that has its
  /// manifest exists, and is left as it is. Idempotent.
  ///
  /// @return whether the prefix is empty now; false when the backup exists
  public boolean delete(BackupRef backup) {
    String prefix = backup.prefix();
    if (store.stat(prefix + Manifest.KEY).isPresent()) {
      return false;
    }
    List<String> found;
    try (Stream<ObjectInfo> objects = store.list(prefix, "")) {
      found = objects.map(ObjectInfo::key).toList();
    }
    found.forEach(store::delete);
    keys.forget(backup);
    return true;
  }
}
