package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
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
  private final CopyLists lists;

  public ExternalCompletion(Repository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
    lists = new CopyLists(repository);
  }

  /// Makes the backup exist. Idempotent: once it exists, its manifest is the answer.
  ///
  /// @param tasks whose files were kept to the end of the copy, one of each replica set
  public BackupHeader complete(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks) {
    return repository.complete(
        request.operation(), backup, () -> write(request, backup, topology, tasks));
  }

  private Manifest write(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks) {
    List<ExternalContent> contents = tasks.stream().map(lists::require).toList();
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
            // All sets have the same.
            contents.getFirst().time(),
            0,
            0,
            contents.stream().mapToLong(content -> ExternalContent.bytes(content.files())).sum(),
            0,
            null,
            null,
            topology.cluster(),
            contents.getFirst().keeping(),
            null);
    return repository.catalogue().writeManifest(new Manifest(header, List.of(), null, contents));
  }
}
