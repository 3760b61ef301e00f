package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.util.List;
import java.util.stream.Stream;

/// The payload objects of backups: one zstd frame each, below the backup's prefix. Safe for many
/// threads.
public final class Payloads {
  /// Fast, and most of what compression can give for BSON.
  private static final int LEVEL = 3;

  private static final int VERIFY_BUFFER = 128 * 1024;

  private final ObjectStore store;

  public Payloads(ObjectStore store) {
    this.store = store;
  }

  /// Begins an object. It becomes visible, whole, with the writer's commit; one of the same key is
  /// replaced then, so that an attempt can be repeated.
  ///
  /// @param key relative to the backup's prefix, in the characters of [ObjectKey]
  public PayloadWriter create(BackupRef backup, String key) {
    String fullKey = ObjectKey.require(backup.prefix() + key);
    return new PayloadWriter(key, fullKey, store.upload(fullKey), LEVEL);
  }

  /// The object's plain bytes, verified on the way: reading to the end without an exception means
  /// that length, SHA-256 and plain length are the manifest's.
  ///
  /// @throws HoldfastException OBJECT_MISSING at once; OBJECT_CORRUPT, or STORAGE_UNAVAILABLE when
  ///   the store fails, while reading. Each names the full key.
  public PayloadReader open(BackupRef backup, PayloadObject object) {
    String fullKey = fullKey(backup, object);
    return new PayloadReader(fullKey, object, StoredInput.open(store, fullKey, object));
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

  /// Compares what the store says of the object with the manifest, and reads nothing of it.
  ///
  /// @throws HoldfastException OBJECT_MISSING; OBJECT_CORRUPT when its length is another
  public void requireThere(BackupRef backup, PayloadObject object) {
    String fullKey = fullKey(backup, object);
    ObjectInfo found = store.stat(fullKey).orElseThrow(() -> PayloadFaults.missing(fullKey));
    if (found.length() != object.length()) {
      throw PayloadFaults.corrupt(
          fullKey,
          "it has %d bytes, the manifest says %d".formatted(found.length(), object.length()));
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

  /// Deletes every object below the prefix of a backup that does not exist. One that has its
  /// manifest exists, and is left as it is. Idempotent.
  ///
  /// @return whether the prefix is empty now; false when the backup exists
  public boolean delete(BackupRef backup) {
    String prefix = backup.prefix();
    if (store.stat(prefix + Manifest.KEY).isPresent()) {
      return false;
    }
    List<String> keys;
    try (Stream<ObjectInfo> objects = store.list(prefix, "")) {
      keys = objects.map(ObjectInfo::key).toList();
    }
    keys.forEach(store::delete);
    return true;
  }
}
