package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// A collection, view or time series as `listCollections` tells of it. Of a time series it tells
/// twice, as of what users know and as of the buckets, which alone have an id: here it is one.
///
/// @param type `collection`, `view` or `timeseries`
/// @param uuid null for a view; that of the buckets for a time series
/// @param options as the server gave them
record ListedCollection(
    Namespace namespace, String type, @Nullable UUID uuid, ReadOrder order, BsonDocument options) {
  static final String SERIES = "timeseries";
  private static final String VIEW = "view";

  static ListedCollection of(String database, RawDocument entry) {
    BsonDocument listed = entry.view();
    BsonDocument options = listed.getDocument("options", new BsonDocument());
    BsonDocument info = listed.getDocument("info", new BsonDocument());
    String type = listed.getString("type", new BsonString("collection")).getValue();
    UUID uuid = info.containsKey("uuid") ? info.getBinary("uuid").asUuid() : null;
    Namespace namespace = new Namespace(database, listed.getString("name").getValue());
    if (TimeSeries.isBuckets(namespace) && TimeSeries.isOne(options)) {
      return new ListedCollection(
          TimeSeries.ofBuckets(namespace),
          SERIES,
          uuid,
          ReadOrder.CLUSTERED,
          TimeSeries.options(options));
    }
    return new ListedCollection(
        namespace,
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
    return switch (type) {
      case VIEW -> CollectionKind.VIEW;
      case SERIES -> CollectionKind.TIME_SERIES;
      default -> CollectionKind.COLLECTION;
    };
  }

  /// The collection that its documents lie in.
  Namespace stored() {
    return type.equals(SERIES) ? TimeSeries.buckets(namespace) : namespace;
  }
}
