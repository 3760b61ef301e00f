package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// A collection as it is at the point in time.
///
/// @param uuid the source's id of it
/// @param namespace its name at that time, whatever the dump called it
/// @param options as `listCollections` would give them
/// @param indexes as `listIndexes` would give them, that on `_id` among them
/// @param dumped what the dump has of it; null when it was created after the dump had listed the
///   collections
public record CollectionAt(
    UUID uuid,
    Namespace namespace,
    BsonDocument options,
    List<BsonDocument> indexes,
    @Nullable CollectionEntry dumped) {
  private static final String ID_INDEX = "_id_";

  public CollectionAt {
    indexes = List.copyOf(indexes);
  }

  /// A collection that no backup has, without options.
  public static CollectionAt plain(Namespace namespace) {
    return new CollectionAt(new UUID(0, 0), namespace, new BsonDocument(), List.of(), null);
  }

  /// The same collection under another name.
  public CollectionAt as(Namespace name) {
    return new CollectionAt(uuid, name, options, indexes, dumped);
  }

  /// Whether it drops its oldest documents by itself.
  public boolean isCapped() {
    return CollectionOptions.isTrue(options.get("capped"));
  }

  /// Whether it is a time series.
  public boolean isTimeSeries() {
    return TimeSeries.isOne(options);
  }

  /// The collection that its documents lie in: itself, or that of a time series' buckets.
  public Namespace stored() {
    return isTimeSeries() ? TimeSeries.buckets(namespace) : namespace;
  }

  /// Whether texts are compared by a collation.
  public boolean isCollated() {
    return options.containsKey("collation");
  }

  /// A capped collection's greatest size in bytes.
  public long cappedBytes() {
    return number("size", Long.MAX_VALUE);
  }

  /// A capped collection's greatest number of documents.
  public long cappedDocuments() {
    return number("max", Long.MAX_VALUE);
  }

  private long number(String option, long otherwise) {
    BsonValue value = options.get(option);
    return value != null && value.isNumber() ? value.asNumber().longValue() : otherwise;
  }

  /// The index on `_id`; null for a collection without one.
  public @Nullable BsonDocument idIndex() {
    return indexes.stream().filter(CollectionAt::isIdIndex).findFirst().orElse(null);
  }

  /// The indexes beside that on `_id`.
  public List<BsonDocument> secondaryIndexes() {
    return indexes.stream()
        .filter(index -> !isIdIndex(index) && !IndexDefinition.isClustered(index))
        .toList();
  }

  /// What a clustered collection lists under the same name is part of its options.
  private static boolean isIdIndex(BsonDocument index) {
    return ID_INDEX.equals(IndexSet.name(index)) && !IndexDefinition.isClustered(index);
  }
}
