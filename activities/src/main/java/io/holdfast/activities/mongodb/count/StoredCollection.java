package io.holdfast.activities.mongodb.count;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// A collection that has documents of its own.
///
/// @param keyed whether it has an index on `_id` beside its documents
/// @param countable whether its documents can be counted as of a time, because each that comes or
///   goes is in the oplog: a collection of users, which is neither capped nor the buckets of a time
///   series
record StoredCollection(Namespace namespace, UUID uuid, boolean keyed, boolean countable) {

  /// That of an entry of `listCollections`; empty for a view, and for what has no id.
  static Optional<StoredCollection> of(String database, BsonDocument listed) {
    BsonDocument info = listed.getDocument("info", new BsonDocument());
    String type = listed.getString("type", new BsonString("collection")).getValue();
    if (!type.equals("collection") || !info.isBinary("uuid")) {
      return Optional.empty();
    }
    Namespace namespace = new Namespace(database, listed.getString("name").getValue());
    BsonDocument options = listed.getDocument("options", new BsonDocument());
    boolean capped = options.getBoolean("capped", BsonBoolean.FALSE).getValue();
    boolean users =
        Scope.of(namespace) == Scope.DATA && !namespace.collection().startsWith("system.");
    return Optional.of(
        new StoredCollection(
            namespace,
            info.getBinary("uuid").asUuid(),
            listed.containsKey("idIndex"),
            users && !capped));
  }
}
