package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.IndexDefinition;
import io.holdfast.workflows.backup.Chunk;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// The indexes that are created while their collection is empty, which a server does at once. A
/// build over documents, however few, is agreed on by the whole set: minutes for thousands of small
/// collections.
///
/// Only where the oplog changes nothing: what is dumped while documents change may, for a moment,
/// hold what an index refuses. Nor where one is unique, for a document that is loaded again must
/// meet itself by its `_id` first, or has the server delete.
final class EarlyIndexes {
  /// Beyond this it is faster to sort all keys than to insert one after the other.
  private static final long SMALL = 4L << 20;

  private final Target target;
  private final Predicate<CollectionAt> unchanged;

  private EarlyIndexes(Target target, Predicate<CollectionAt> unchanged) {
    this.target = target;
    this.unchanged = unchanged;
  }

  /// Those of a backup of one set.
  static EarlyIndexes of(Target target, Timeline timeline) {
    return new EarlyIndexes(target, timeline::isAsDumped);
  }

  /// For a target whose collections are sharded first: none.
  static EarlyIndexes none(Target target) {
    return new EarlyIndexes(target, _ -> false);
  }

  /// Creates what may be of a collection that was just made. What is left out is built later.
  void create(CollectionAt collection) {
    List<BsonDocument> early = of(collection);
    if (!early.isEmpty()) {
      var _ =
          target.change(
              collection.namespace().database(),
              new BsonDocument("createIndexes", new BsonString(collection.namespace().collection()))
                  .append("indexes", new BsonArray(early)));
    }
  }

  private List<BsonDocument> of(CollectionAt collection) {
    if (!isSmall(collection) || collection.isTimeSeries() || !unchanged.test(collection)) {
      return List.of();
    }
    List<BsonDocument> all = collection.secondaryIndexes();
    if (all.stream().anyMatch(IndexDefinition::limitsContents)) {
      return List.of(); // all or none, or they would be listed in another order
    }
    return all.stream()
        .map(index -> IndexDefinition.toCreate(index, collection.isCollated()))
        .toList();
  }

  private static boolean isSmall(CollectionAt collection) {
    return collection.dumped() != null
        && collection.dumped().chunks().stream()
                .map(Chunk::object)
                .mapToLong(object -> object.plainLength())
                .sum()
            <= SMALL;
  }
}
