package io.holdfast.activities.mongodb.cursor;

import io.holdfast.activities.repository.PayloadInventory;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The end of a backup of files: the manifest, and the working lists go. Whether the files of an
/// external backup were really copied only those know who did it; what can be known is that the
/// cursor lived. Those of a physical one are objects, and each is checked.
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
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      List<CopyTask> tasks,
      Heartbeat heartbeat) {
    return repository.complete(
        request.operation(), backup, () -> write(request, backup, topology, tasks, heartbeat));
  }

  private Manifest write(
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      List<CopyTask> tasks,
      Heartbeat heartbeat) {
    List<ExternalContent> contents = tasks.stream().map(lists::require).toList();
    if (request.method() == Method.PHYSICAL) {
      settle(request, backup, contents, heartbeat);
    }
    return repository
        .catalogue()
        .writeManifest(
            new Manifest(header(request, backup, topology, contents), List.of(), null, contents));
  }

  private void settle(
      BackupRequest request, BackupRef backup, List<ExternalContent> contents, Heartbeat beat) {
    contents.stream()
        .flatMap(content -> content.files().stream())
        .filter(file -> !file.stored())
        .findFirst()
        .ifPresent(file -> fail(file.path()));
    new PayloadInventory(repository, backup, objects(contents)).settle();
    if (request.verifyLevel() == VerifyLevel.FULL) {
      ProgressMeter meter = new ProgressMeter(beat, "verify", "objects", objects(contents).count());
      objects(contents)
          .forEach(
              object -> {
                repository.payloads().verify(backup, object);
                meter.add(null, 1);
              });
    }
  }

  private static void fail(String path) {
    throw new HoldfastException(
        ErrorCode.INTERNAL_ERROR,
        path + " was not uploaded.",
        "The steps of the backup ran in a wrong order.");
  }

  private BackupHeader header(
      BackupRequest request, BackupRef backup, Topology topology, List<ExternalContent> contents) {
    boolean stored = request.method() == Method.PHYSICAL;
    Encryption encryption = stored ? repository.encryption(backup).orElse(null) : null;
    return BackupHeader.of(
            request,
            backup,
            topology,
            repository.id(),
            clock.instant(),
            contents.getFirst().time(), // All sets have the same.
            BackupHeader.format(encryption, contents),
            encryption)
        .with()
        .plainBytes(
            contents.stream().mapToLong(content -> ExternalContent.bytes(content.files())).sum())
        .storedBytes(objects(contents).mapToLong(PayloadObject::length).sum())
        .keeping(contents.getFirst().keeping())
        .build();
  }

  private static Stream<PayloadObject> objects(List<ExternalContent> contents) {
    return contents.stream().flatMap(ExternalContent::objects);
  }
}
