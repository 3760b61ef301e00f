package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.dump.PayloadKeys;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Makes a backup of what mongodump wrote. It needs neither a database nor Temporal. The manifest
/// is written last: whatever ends an import before leaves no backup, and at most objects that `repo
/// maintain` removes.
public final class DumpImport {
  /// Takes the place of the replica set's name, which no dump tells.
  static final String SET = "imported";

  private final Repository repository;
  private final ExpectedContents contents;
  private final InstantSource clock;

  public DumpImport(Repository repository, InstantSource clock) {
    this.repository = repository;
    this.contents = new ExpectedContents(repository.payloads());
    this.clock = clock;
  }

  /// Imports it.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException VALIDATION_FAILED when there is no dump,
  ///   or it does not say the server's version; DUMP_DAMAGED, naming the file and the byte;
  ///   BACKUP_EXISTS; KEY_MISSING; OPLOG_UNSUPPORTED; what the store throws
  public Imported run(ImportRequest request, ImportWatcher watcher) {
    repository.requireWritable();
    repository.catalogue().requireFree(request.instance(), request.name());
    try (MongoDump dump = MongoDump.open(request.place())) {
      DumpOutline outline = dump.outline();
      ImportedHeader header = ImportedHeader.of(request, outline);
      BackupRef backup =
          new BackupRef(
              request.instance(), request.name(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
      boolean imported = false;
      try {
        Manifest manifest = write(backup, dump, outline, header, watcher);
        imported = true;
        repository.store().retain(backup.prefix() + Manifest.KEY);
        repository.forgetPendingKey(backup);
        return new Imported(manifest.header(), outline.leftOut());
      } finally {
        if (!imported) {
          repository.payloads().delete(backup);
        }
      }
    }
  }

  private Manifest write(
      BackupRef backup,
      MongoDump dump,
      DumpOutline outline,
      ImportedHeader header,
      ImportWatcher watcher) {
    PayloadKeys keys = new PayloadKeys(SET, repository.payloads().suffix());
    try (ImportedPayload payload =
        new ImportedPayload(repository.payloads(), backup, keys, outline.collections(), watcher)) {
      dump.read(payload);
      List<CollectionEntry> collections =
          outline.collections().stream().map(payload::entry).toList();
      ReplicaSetContent content = content(backup, collections, payload, outline);
      List<PayloadObject> objects = content.objects().toList();
      repository.payloads().requireAllThere(backup, objects);
      objects.forEach(object -> repository.store().retain(backup.prefix() + object.key()));
      return repository
          .catalogue()
          .writeManifest(
              new Manifest(
                  header.complete(
                      repository, backup, content, payload.window().isPresent(), clock.instant()),
                  List.of(content)));
    }
  }

  private ReplicaSetContent content(
      BackupRef backup,
      List<CollectionEntry> collections,
      ImportedPayload payload,
      DumpOutline outline) {
    // Without an oplog there is no position: the end of the dump stands for it.
    PointInTime ended = new PointInTime(outline.writtenAt().getEpochSecond(), 0);
    OplogWindow window = payload.window().orElse(new OplogWindow(ended, ended, 0));
    return new ReplicaSetContent(
        new Source(SET, "mongodump", MemberState.OTHER, "imported, not read from a server"),
        collections,
        window,
        payload.oplog(),
        contents.at(
            backup,
            collections,
            payload.oplog(),
            window.to(),
            VerifyLevel.STORED,
            Heartbeat.none()));
  }
}
