package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/// The way of a document with timestamps of zero through a router, which takes no oplog entries: it
/// is inserted, which fills them in with the time of now, and then they are set, which leaves every
/// field in its place. Throws `MongoException`s.
final class EmptyTimestampFix {
  private static final int DUPLICATE_KEY = 11000;

  private EmptyTimestampFix() {}

  /// Inserts a document exactly; one that is there already is this restore's.
  static void insert(Target target, Namespace namespace, RawDocument document) {
    MongoCollection<RawBsonDocument> collection = target.documents(namespace, false);
    try {
      var _ = collection.insertOne(document.view());
    } catch (MongoWriteException e) {
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
    }
    BsonValue id = document.get("_id");
    var _ =
        collection.updateOne(
            new BsonDocument("_id", id), new BsonDocument("$set", zeros(namespace, document)));
  }

  private static BsonDocument zeros(Namespace namespace, RawDocument document) {
    BsonDocument zeros = new BsonDocument();
    RawElements fields = RawElements.of(document);
    while (fields.advance()) {
      if (fields.type() == RawElements.TIMESTAMP && fields.int64() == 0) {
        zeros.append(settable(namespace, fields.name()), new BsonTimestamp(0));
      }
    }
    zeros.remove("_id");
    return zeros;
  }

  private static String settable(Namespace namespace, String field) {
    if (field.isEmpty() || field.startsWith("$") || field.indexOf('.') >= 0) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "A document of '%s' has a timestamp of zero in the field '%s', which a router cannot set."
              .formatted(namespace, field),
          "Restore into a replica set.");
    }
    return field;
  }
}
