package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;

/// Finds the backup that a restore asks for. The instance that it was taken of need not be
/// registered any more.
final class BackupReader {
  private final Repository repository;

  BackupReader(Repository repository) {
    this.repository = repository;
  }

  /// The manifest of the backup that is asked for by name.
  ///
  /// @throws HoldfastException BACKUP_NOT_FOUND, MANIFEST_INVALID, FORMAT_UNKNOWN
  Manifest find(RestoreRequest request) {
    return require(repository.catalogue().requireBackup(request.source(), request.backup()));
  }

  /// The manifest of a backup that was found before.
  Manifest require(BackupRef backup) {
    return repository.catalogue().manifest(backup).orElseThrow(() -> deleted(backup));
  }

  private static HoldfastException deleted(BackupRef backup) {
    return new HoldfastException(
        ErrorCode.BACKUP_NOT_FOUND,
        "There is no backup '%s' any more.".formatted(backup),
        "'holdfast list' shows those there are.");
  }

  /// The objects of each replica set.
  List<BackupSet> objects(Manifest manifest) {
    return manifest.replicaSets().stream()
        .map(
            set ->
                new BackupSet(
                    repository.payloads(),
                    manifest.header().backup(),
                    set.collections(),
                    set.oplog(),
                    set.oplogWindow().to()))
        .toList();
  }
}
