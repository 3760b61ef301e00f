package io.holdfast.activities.mongodb.export;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.proof.CollectionDocuments;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.ViewAt;
import io.holdfast.activities.repository.payload.PayloadReader;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// The export of one replica set's part of a backup.
///
/// Collections are written under the names, and with the options and indexes, that they have at the
/// point in time: the documents as they were dumped, then in the oplog file the changes that lead
/// to what they hold then. Users and roles are few, and are written as they are at that time.
final class SetExport {
  private static final int THREADS = 4;
  private static final int BUFFER = 256 * 1024;
  private static final Namespace AUTHORISATION = new Namespace("admin", "system.version");

  /// The form of user documents since MongoDB 3.0, by which mongorestore knows that it can take
  /// them: the dump has no `admin.system.version`, which is the server's own.
  private static final BsonDocument AUTHORISATION_SCHEMA =
      new BsonDocument("_id", new BsonString("authSchema"))
          .append("currentVersion", new BsonInt32(5));

  private final BackupSet set;
  private final DumpLayout layout;
  private final NamespaceFilter filter;
  private final ExportCount count;

  SetExport(BackupSet set, DumpLayout layout, NamespaceFilter filter, ExportCount count) {
    this.set = set;
    this.layout = layout;
    this.filter = filter;
    this.count = count;
  }

  void run() {
    Timeline timeline =
        Timeline.of(set, new ProgressMeter(Heartbeat.none(), "export", "entries", 0));
    List<CollectionAt> collections =
        timeline.collections().stream()
            .filter(collection -> filter.includes(collection.namespace()))
            .toList();
    List<CollectionAt> data = scoped(collections, Scope.DATA);
    SharedWork.run("export", THREADS, data.iterator(), this::export);
    timeline.views().stream()
        .filter(view -> filter.includes(view.namespace()))
        .forEach(this::export);
    exportAccess(timeline, scoped(collections, Scope.USERS), scoped(collections, Scope.ROLES));
    exportOplog(timeline);
  }

  private static List<CollectionAt> scoped(List<CollectionAt> collections, Scope scope) {
    return collections.stream()
        .filter(collection -> Scope.of(collection.namespace()) == scope)
        .toList();
  }

  private void export(CollectionAt collection) {
    long documents = 0;
    try (DumpFile file = create(collection)) {
      CollectionEntry dumped = collection.dumped();
      if (dumped != null) {
        dumped.chunks().forEach(chunk -> copy(chunk, file));
        documents = dumped.dumped().documents();
      }
    }
    writeMetadata(collection);
    count.add(new Exported(1, 0, documents, 0, 0));
  }

  /// Bytes are copied as they are; the reader has compared them all when it has given the last.
  private void copy(Chunk chunk, DumpFile file) {
    byte[] buffer = new byte[BUFFER];
    try (PayloadReader reader = set.payloads().open(set.backup(), chunk.object())) {
      int read;
      while ((read = reader.read(buffer, 0, buffer.length)) >= 0) {
        file.write(buffer, 0, read);
        count.bytes(read);
      }
    }
  }

  private void export(ViewAt view) {
    write(view.namespace(), MetadataFile.of(view));
    count.add(new Exported(0, 1, 0, 0, 0));
  }

  private void exportAccess(Timeline timeline, List<CollectionAt> users, List<CollectionAt> roles) {
    users.forEach(collection -> exportDocuments(timeline, collection));
    roles.forEach(collection -> exportDocuments(timeline, collection));
    if (!users.isEmpty() || !roles.isEmpty()) {
      try (DumpFile file = DumpFile.create(layout.documents(AUTHORISATION), layout.gzip())) {
        file.write(RawDocument.of(AUTHORISATION_SCHEMA));
      }
    }
  }

  private void exportDocuments(Timeline timeline, CollectionAt collection) {
    List<RawDocument> documents = CollectionDocuments.of(set, timeline, collection);
    try (DumpFile file = create(collection)) {
      documents.forEach(file::write);
    }
    writeMetadata(collection);
    long bytes = documents.stream().mapToLong(RawDocument::length).sum();
    count.add(new Exported(1, 0, documents.size(), 0, bytes));
  }

  private void exportOplog(Timeline timeline) {
    try (DumpFile file = DumpFile.create(layout.oplog(), layout.gzip())) {
      timeline.forEachChange(
          (collection, change) -> {
            Namespace namespace = collection.namespace();
            if (Scope.of(namespace) == Scope.DATA && filter.includes(namespace)) {
              RawDocument entry = OplogFile.entry(collection, change);
              file.write(entry);
              count.add(new Exported(0, 0, 0, 1, entry.length()));
            }
          });
    }
  }

  private DumpFile create(CollectionAt collection) {
    return DumpFile.create(layout.documents(collection.stored()), layout.gzip());
  }

  private void writeMetadata(CollectionAt collection) {
    write(collection.namespace(), MetadataFile.of(collection));
  }

  private void write(Namespace namespace, byte[] metadata) {
    try (DumpFile file = DumpFile.create(layout.metadata(namespace), layout.gzip())) {
      file.write(metadata, 0, metadata.length);
    }
  }
}
