package io.holdfast.activities.mongodb.export;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import java.nio.file.Path;

/// Writes a backup as a directory that `mongorestore --oplogReplay` restores. Every object is
/// compared with the manifest while it is read; a damaged one ends the export, and no directory is
/// left that could be taken for a whole one.
public final class DumpExport {
  private final Repository repository;
  private final NamespaceFilter filter;
  private final boolean gzip;

  /// @param gzip whether to write what `mongodump --gzip` writes
  public DumpExport(Repository repository, NamespaceFilter filter, boolean gzip) {
    this.repository = repository;
    this.filter = filter;
    this.gzip = gzip;
  }

  /// Writes the backup to `directory`, which must be absent or empty. It appears when it is whole:
  /// until then it has `.partial` behind its name.
  ///
  /// @throws HoldfastException BACKUP_NOT_FOUND, METHOD_NOT_SUPPORTED for a sharded cluster or an
  ///   backup of files, VALIDATION_FAILED when there is something already, OBJECT_MISSING,
  ///   OBJECT_CORRUPT, OPLOG_UNSUPPORTED, STORAGE_UNAVAILABLE
  public Exported run(BackupRef backup, Path directory, ExportWatcher watcher) {
    Manifest manifest = repository.catalogue().manifest(backup).orElseThrow(() -> notFound(backup));
    if (manifest.header().method().isOfFiles()) {
      throw noDocuments(manifest.header());
    }
    if (manifest.replicaSets().size() != 1) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "%s has %d replica sets.".formatted(backup, manifest.replicaSets().size()),
          "A directory of mongodump holds one; restore it with 'holdfast restore'.");
    }
    ReplicaSetContent content = manifest.replicaSets().getFirst();
    ExportCount count = new ExportCount(watcher);
    try (PartialDirectory partial = PartialDirectory.create(directory)) {
      BackupSet set =
          new BackupSet(
              repository.payloads(),
              backup,
              content.collections(),
              content.oplog(),
              content.oplogWindow().to());
      new SetExport(set, new DumpLayout(partial.path(), gzip), filter, count).run();
      if (count.soFar().collections() + count.soFar().views() == 0
          && !filter.patterns().isEmpty()) {
        throw new HoldfastException(
            ErrorCode.VALIDATION_FAILED,
            "%s has no collection that matches %s.".formatted(backup, filter.patterns()),
            "Names are those at the backup's point in time: 'holdfast describe' shows them.");
      }
      partial.complete();
    }
    return count.soFar();
  }

  private static HoldfastException noDocuments(BackupHeader header) {
    return header.method() == Method.EXTERNAL
        ? new HoldfastException(
            ErrorCode.METHOD_NOT_SUPPORTED,
            "%s is an external backup: its files are where they were copied to, and nothing of them"
                    .formatted(header.backup())
                + " is in the repository.",
            "Bring them back as docs/runbook/external-restore.md says.")
        : new HoldfastException(
            ErrorCode.METHOD_NOT_SUPPORTED,
            "%s is a physical backup: it has data files, and no documents."
                .formatted(header.backup()),
            "'holdfast restore' brings them back through agents.");
  }

  private static HoldfastException notFound(BackupRef backup) {
    return new HoldfastException(
        ErrorCode.BACKUP_NOT_FOUND,
        "There is no backup '%s'.".formatted(backup),
        "'holdfast repo list' shows those there are.");
  }
}
