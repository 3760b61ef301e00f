package io.holdfast.activities.mongodb.export;

import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/// The form of `oplog.bson`: entries as they lie in `local.oplog.rs`, one for each change of a
/// document, by the collection's name at the point in time. Of transactions only what was committed
/// is there, operation by operation. Whatever the kept oplog has of creating, renaming, dropping
/// and indexing is in the metadata already, so no entry repeats it.
final class OplogFile {
  private static final int VERSION = 2;

  private OplogFile() {}

  /// The entry for a change of a collection.
  static RawDocument entry(CollectionAt collection, DocumentChange change) {
    BsonDocument entry =
        new BsonDocument(
                "ts", new BsonTimestamp((int) change.at().seconds(), (int) change.at().increment()))
            .append("t", new BsonInt64(1))
            .append("v", new BsonInt32(VERSION));
    String namespace = collection.stored().toString();
    switch (change) {
      case DocumentChange.Insert insert -> put(entry, "i", namespace, insert.document());
      case DocumentChange.Delete delete -> put(entry, "d", namespace, delete.key());
      case DocumentChange.Update update -> {
        put(entry, "u", namespace, update.change());
        entry.append("o2", update.key().view());
      }
    }
    return RawDocument.of(entry);
  }

  private static void put(BsonDocument entry, String op, String namespace, RawDocument o) {
    entry
        .append("op", new BsonString(op))
        .append("ns", new BsonString(namespace))
        .append("o", o.view());
  }
}
