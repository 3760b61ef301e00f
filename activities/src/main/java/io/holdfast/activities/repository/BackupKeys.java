package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.Envelope;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.payload.DataKey;
import io.holdfast.activities.repository.payload.DataKeys;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import java.util.Optional;

/// The data keys of a repository's backups: a finished backup's envelope is in its manifest, an
/// unfinished one's in a record of its own among the working lists.
final class BackupKeys implements DataKeys {
  private final ObjectStore store;
  private final Records records;
  private final Manifests manifests;
  private final Envelope envelope;
  private final KeyRing keys;
  private final Optional<String> active;
  private final DataKeyCache finished = new DataKeyCache();
  private final DataKeyCache pending = new DataKeyCache();

  BackupKeys(ObjectStore store, RepositoryMarker marker, Manifests manifests, KeyRing keys) {
    this.store = store;
    this.records = new Records(store);
    this.manifests = manifests;
    this.envelope = new Envelope(marker.id());
    this.keys = keys;
    this.active = Optional.ofNullable(marker.activeKey());
  }

  @Override
  public Optional<DataKey> forWriting(BackupRef backup) {
    if (active.isEmpty()) {
      return Optional.empty();
    }
    RepositoryKey key = activeKey(backup);
    Optional<DataKey> known = ofPending(backup);
    return known.isPresent()
        ? known
        : Optional.of(envelope.open(backup, pendingOrNew(backup, key), keys));
  }

  @Override
  public Optional<DataKey> forReading(BackupRef backup) {
    Optional<DataKeyCache.Known> known = finished.find(backup, "");
    if (known.isPresent()) {
      return known.get().key();
    }
    // Who has no key writes nothing that is encrypted: for them a backup without a manifest is one
    // of their own.
    boolean mayBePending = active.isPresent() || !keys.keys().isEmpty();
    Optional<DataKey> unfinished = mayBePending ? ofPending(backup) : Optional.empty();
    if (unfinished.isPresent()) {
      return unfinished;
    }
    Optional<BackupHeader> header = manifests.header(backup);
    Optional<DataKey> key =
        header
            .flatMap(found -> Optional.ofNullable(found.encryption()))
            .map(encryption -> envelope.open(backup, encryption, keys));
    if (header.isPresent() || !mayBePending) {
      finished.put(backup, "", key);
    }
    return key;
  }

  /// The envelope for the manifest of `backup`, wrapped by the active key; empty when the
  /// repository has none.
  Optional<Encryption> encryption(BackupRef backup) {
    if (active.isEmpty()) {
      return Optional.empty();
    }
    RepositoryKey key = activeKey(backup);
    Encryption pendingOne = pendingOrNew(backup, key);
    return Optional.of(
        pendingOne.keyId().equals(key.id())
            ? pendingOne
            : envelope.rewrap(backup, pendingOne, keys, key));
  }

  @Override
  public void forget(BackupRef backup) {
    store.delete(Layout.pendingKey(backup));
    pending.remove(backup);
    finished.remove(backup);
  }

  private RepositoryKey activeKey(BackupRef backup) {
    return keys.require(active.orElseThrow(), "Writing " + backup);
  }

  private Encryption pendingOrNew(BackupRef backup, RepositoryKey key) {
    String place = Layout.pendingKey(backup);
    Optional<Encryption> found = readPending(place);
    if (found.isPresent()) {
      return found.get();
    }
    // Whoever else does the same now: one record stays, both read that.
    records.create(place, new PendingKey(PendingKey.FORMAT, envelope.seal(backup, key)));
    return readPending(place).orElseThrow();
  }

  private Optional<Encryption> readPending(String place) {
    return records
        .read(place, RecordType.PENDING_KEY)
        .map(Versioned::value)
        .map(PendingKey::encryption);
  }

  /// One look at the record's version for each object: a backup that was undone may have begun anew
  /// under the same name, with another key.
  private Optional<DataKey> ofPending(BackupRef backup) {
    String place = Layout.pendingKey(backup);
    Optional<ObjectInfo> info = store.stat(place);
    if (info.isEmpty()) {
      return Optional.empty();
    }
    String version = info.get().version();
    Optional<DataKeyCache.Known> known = pending.find(backup, version);
    if (known.isPresent()) {
      return known.get().key();
    }
    Optional<DataKey> key =
        readPending(place).map(encryption -> envelope.open(backup, encryption, keys));
    pending.put(backup, version, key);
    return key;
  }
}
