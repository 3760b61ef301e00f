package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// A collection or view as `listCollections` tells of it.
///
/// @param type `collection`, `view` or `timeseries`
/// @param uuid null for a view
/// @param options as the server gave them
record ListedCollection(
    Namespace namespace, String type, @Nullable UUID uuid, ReadOrder order, BsonDocument options) {
  private static final String VIEW = "view";

  static ListedCollection of(String database, RawDocument entry) {
    BsonDocument listed = entry.view();
    BsonDocument options = listed.getDocument("options", new BsonDocument());
    BsonDocument info = listed.getDocument("info", new BsonDocument());
    String type = listed.getString("type", new BsonString("collection")).getValue();
    UUID uuid = info.containsKey("uuid") ? info.getBinary("uuid").asUuid() : null;
    return new ListedCollection(
        new Namespace(database, listed.getString("name").getValue()),
        type,
        uuid,
        type.equals(VIEW) ? ReadOrder.NOTHING : order(listed, options),
        options);
  }

  private static ReadOrder order(BsonDocument listed, BsonDocument options) {
    boolean capped = options.containsKey("capped") && options.get("capped").asBoolean().getValue();
    boolean keyed = listed.containsKey("idIndex") || options.containsKey("clusteredIndex");
    return keyed && !capped ? ReadOrder.BY_ID : ReadOrder.NATURAL;
  }

  /// Whether it can be read in several ranges at a time. Not a clustered one, which is written in
  /// the order of its key, so that whoever reads its end meets all the writers.
  boolean divisible() {
    return order == ReadOrder.BY_ID && !options.containsKey("clusteredIndex");
  }

  CollectionKind kind() {
    return type.equals(VIEW) ? CollectionKind.VIEW : CollectionKind.COLLECTION;
  }
}
