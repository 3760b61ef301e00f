package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The end of an external backup: the manifest, and the working lists go. Whether the files were
/// really copied only those know who did it; what can be known is that the cursor lived.
public final class ExternalCompletion {
  private final Repository repository;
  private final Clock clock;

  public ExternalCompletion(Repository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /// Makes the backup exist. Idempotent: once it exists, its manifest is the answer.
  ///
  /// @param task whose cursor was alive to the end of the copy
  public BackupHeader complete(
      BackupRequest request, BackupRef backup, Topology topology, CopyTask task) {
    return repository.complete(
        request.operation(), backup, () -> write(request, backup, topology, task));
  }

  private Manifest write(
      BackupRequest request, BackupRef backup, Topology topology, CopyTask task) {
    ExternalContent content =
        repository
            .catalogue()
            .filesToCopy(task.operation(), task.round(), task.source().replicaSet())
            .orElseThrow(() -> lost(task));
    BackupHeader header =
        new BackupHeader(
            BackupHeader.FORMAT,
            repository.id(),
            backup,
            request.operation(),
            request.method(),
            request.trigger(),
            request.description(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            topology.kind(),
            topology.server(),
            content.time(),
            0,
            0,
            ExternalContent.bytes(content.files()),
            0,
            null);
    return repository
        .catalogue()
        .writeManifest(new Manifest(header, List.of(), null, List.of(content)));
  }

  private static HoldfastException lost(CopyTask task) {
    return new HoldfastException(
        ErrorCode.OBJECT_MISSING,
        "The file list of %s is not in the repository any more.".formatted(task.operation()),
        "Somebody deleted it: take the backup again.");
  }
}
