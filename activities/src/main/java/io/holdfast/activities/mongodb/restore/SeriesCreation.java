package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// How a time series comes into being so that its buckets can be loaded. Throws `MongoException`s.
final class SeriesCreation {
  private static final int MIXED_SCHEMA = 408;

  private SeriesCreation() {}

  /// Makes a series that was just created ready. Servers from 6.3 on give it an index: it goes,
  /// since all that the backup has are built after the buckets are loaded.
  ///
  /// @throws HoldfastException METHOD_NOT_SUPPORTED where the server made it without buckets
  static void finish(Target target, CollectionAt series) {
    requireBuckets(target, series);
    List<BsonString> given =
        target.indexes(series.namespace()).stream()
            .map(index -> new BsonString(name(index)))
            .toList();
    if (!given.isEmpty()) {
      var _ =
          target.change(
              series.namespace().database(),
              new BsonDocument("dropIndexes", new BsonString(series.namespace().collection()))
                  .append("index", new BsonArray(given)));
    }
  }

  private static String name(BsonDocument index) {
    return index.getString("name", new BsonString("")).getValue();
  }

  private static void requireBuckets(Target target, CollectionAt series) {
    Namespace buckets = series.stored();
    boolean there =
        target.collections(buckets.database()).stream()
            .anyMatch(listed -> name(listed).equals(buckets.collection()));
    if (!there) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "The server keeps the time series '%s' without a collection of buckets."
              .formatted(series.namespace()),
          "Restore time series into a server older than 8.3.");
    }
  }

  /// Whether the server refuses buckets that hold values of different types, until it is told that
  /// there are such.
  static boolean isMixedSchema(int code) {
    return code == MIXED_SCHEMA;
  }

  /// Tells the server that the buckets may hold values of different types, as servers before 5.2
  /// wrote them.
  static void allowMixedSchema(Target target, Namespace series) {
    var _ =
        target.change(
            series.database(),
            new BsonDocument("collMod", new BsonString(series.collection()))
                .append("timeseriesBucketsMayHaveMixedSchemaData", BsonBoolean.TRUE));
  }
}
