package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// A backup's payload, written piece by piece as a dump would.
public final class TestBackup {
  public static final BsonDocument ID_INDEX =
      BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}");

  private final Payloads payloads;
  private final BackupRef backup =
      new BackupRef(
          new InstanceId("shop"), new BackupName("nightly"), Instant.parse("2026-11-21T12:00:00Z"));
  private final List<CollectionEntry> collections = new ArrayList<>();
  private final List<PayloadObject> oplog = new ArrayList<>();

  public TestBackup(Payloads payloads) {
    this.payloads = payloads;
  }

  public BackupRef ref() {
    return backup;
  }

  public List<CollectionEntry> collections() {
    return collections;
  }

  public List<PayloadObject> oplog() {
    return oplog;
  }

  /// Adds a collection without options and with the usual index.
  public TestBackup collection(Namespace namespace, UUID uuid, List<List<RawDocument>> chunks) {
    return collection(namespace, uuid, new BsonDocument(), List.of(ID_INDEX), chunks);
  }

  /// @param chunks the documents as they were read
  public TestBackup collection(
      Namespace namespace,
      UUID uuid,
      BsonDocument options,
      List<BsonDocument> indexes,
      List<List<RawDocument>> chunks) {
    List<Chunk> written = new ArrayList<>();
    ContentDigest all = new ContentDigest();
    for (List<RawDocument> chunk : chunks) {
      PayloadObject object = write("%s/%d.bson".formatted(uuid, written.size()), chunk);
      written.add(new Chunk(object, content(chunk)));
      all.add(content(chunk));
    }
    collections.add(
        new CollectionEntry(
            namespace,
            CollectionKind.COLLECTION,
            uuid.toString(),
            metadata(uuid.toString(), options, indexes, "collection"),
            written,
            all.content()));
    return this;
  }

  public TestBackup view(Namespace namespace, BsonDocument options) {
    collections.add(
        new CollectionEntry(
            namespace,
            CollectionKind.VIEW,
            null,
            metadata(namespace.toString(), options, List.of(), "view"),
            List.of(),
            Content.EMPTY));
    return this;
  }

  public TestBackup oplog(List<RawDocument> entries) {
    oplog.add(write("oplog/%d.bson".formatted(oplog.size()), entries));
    return this;
  }

  public BackupSet set(PointInTime to) {
    return new BackupSet(payloads, backup, collections, oplog, to);
  }

  public static Content content(Collection<RawDocument> documents) {
    ContentDigest digest = new ContentDigest();
    documents.forEach(one -> digest.add(one.bytes(), one.offset(), one.length()));
    return digest.content();
  }

  private PayloadObject metadata(
      String name, BsonDocument options, List<BsonDocument> indexes, String type) {
    return write(
        name + "/metadata.bson",
        List.of(
            RawDocument.of(
                new BsonDocument("options", options)
                    .append("indexes", new BsonArray(indexes))
                    .append("type", new BsonString(type)))));
  }

  private PayloadObject write(String key, List<RawDocument> documents) {
    try (PayloadWriter writer = payloads.create(backup, key)) {
      documents.forEach(one -> writer.write(one.bytes(), one.offset(), one.length()));
      return writer.commit();
    }
  }
}
