package io.holdfast.activities.repository;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The manifests of a repository: written once and last, believed only where they belong.
final class Manifests {
  private final String repositoryId;
  private final ObjectStore store;
  private final Records records;

  Manifests(String repositoryId, ObjectStore store, Records records) {
    this.repositoryId = repositoryId;
    this.store = store;
    this.records = records;
  }

  boolean exists(BackupRef backup) {
    return store.stat(Layout.manifest(backup)).isPresent();
  }

  /// The store's version of the manifest; empty when there is none.
  Optional<String> version(BackupRef backup) {
    return store.stat(Layout.manifest(backup)).map(ObjectInfo::version);
  }

  Optional<Manifest> read(BackupRef backup) {
    String key = Layout.manifest(backup);
    Optional<Manifest> manifest = records.read(key, RecordType.MANIFEST).map(Versioned::value);
    manifest.ifPresent(found -> requireOwn(found.header(), backup, key));
    return manifest;
  }

  /// The header alone, without reading the rest.
  Optional<BackupHeader> header(BackupRef backup) {
    String key = Layout.manifest(backup);
    Optional<BackupHeader> header = records.readField(key, "header", RecordType.HEADER);
    header.ifPresent(found -> requireOwn(found, backup, key));
    return header;
  }

  private void requireOwn(BackupHeader header, BackupRef expected, String key) {
    if (!header.repositoryId().equals(repositoryId)) {
      throw Foreign.refused(
          "%s belongs to the repository %s, not to %s."
              .formatted(key, header.repositoryId(), repositoryId));
    }
    if (!header.backup().equals(expected)) {
      throw Foreign.refused("%s is the manifest of %s.".formatted(key, header.backup().prefix()));
    }
  }

  /// As [RepositoryCatalogue#writeManifest].
  Manifest write(Manifest manifest) {
    BackupRef backup = manifest.header().backup();
    requireEncrypted(manifest.header());
    if (records.create(Layout.manifest(backup), manifest)) {
      requireKept(manifest, backup);
      return manifest;
    }
    Manifest stored = read(backup).orElseThrow(() -> notKept(backup, null));
    if (!stored.header().operation().equals(manifest.header().operation())) {
      throw new HoldfastException(
          ErrorCode.BACKUP_EXISTS,
          "%s exists already: operation %s made it.".formatted(backup, stored.header().operation()),
          "Choose another name.");
    }
    return stored;
  }

  /// Asks the marker as it is now: a key may have been added since the repository was opened.
  private void requireEncrypted(BackupHeader header) {
    // Of an external backup nothing is in the repository but names and sizes.
    if (header.encryption() != null || header.method() == Method.EXTERNAL) {
      return;
    }
    records
        .read(Layout.marker(), RecordType.MARKER)
        .map(Versioned::value)
        .filter(RepositoryMarker::hasKey)
        .ifPresent(
            marker -> {
              throw new HoldfastException(
                  ErrorCode.KEY_MISSING,
                  "%s was written without encryption, but the repository has the key %s now."
                      .formatted(header.backup(), marker.activeKey()),
                  "Give every worker the key (HOLDFAST_REPOSITORY_KEY), restart it, and back up"
                      + " again.");
            });
  }

  private void requireKept(Manifest written, BackupRef backup) {
    HoldfastException unreadable = null;
    try {
      if (read(backup).filter(written::equals).isPresent()) {
        return;
      }
    } catch (HoldfastException e) {
      if (e.code().category().retried()) {
        throw e;
      }
      unreadable = e;
    }
    // What the store did not keep as it was written must not stand there as a backup.
    store.delete(Layout.manifest(backup));
    throw notKept(backup, unreadable);
  }

  private static HoldfastException notKept(BackupRef backup, @Nullable HoldfastException cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "The store did not keep " + Layout.manifest(backup) + " as it was written.",
        "The store says that a write succeeded which did not; check it.",
        cause);
  }
}
