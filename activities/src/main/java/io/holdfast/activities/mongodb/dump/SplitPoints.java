package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonString;

/// Where a large collection is cut into ranges of about equal numbers of documents, each bound the
/// `_id` of a document that was there.
///
/// Nothing beyond reading is needed: a sample gives the candidates, and the index on `_id` itself
/// puts them in its order, whatever types and collation they have. Any set of bounds in that order
/// makes correct ranges; a poor one only makes uneven ones. Throws `MongoException`s.
final class SplitPoints {
  /// Up to so many documents, all their keys are read instead of a sample: the server samples
  /// quickly only where the sample is a small part.
  static final int FEW = 5_000;

  private static final int MOST_RANGES = 128;
  private static final int SAMPLES_PER_RANGE = 12;

  /// A sample of more than a twentieth of the collection reads all of it.
  private static final int QUICK_PART = 25;

  private static final BsonDocument KEY_ONLY = new BsonDocument("_id", new BsonInt32(1));

  private final SourceMember source;
  private final ListedCollection listed;

  SplitPoints(SourceMember source, ListedCollection listed) {
    this.source = source;
    this.listed = listed;
  }

  /// The bounds between the ranges, in the index's order; none where one range will do.
  ///
  /// @param rangeBytes about how much a range should hold
  List<RawDocument> find(CollectionSize size, long rangeBytes) {
    int ranges = (int) Math.min(size.bytes() / rangeBytes, MOST_RANGES);
    UUID uuid = listed.uuid();
    if (ranges < 2 || !listed.divisible() || uuid == null) {
      return List.of();
    }
    try {
      return evenly(candidates(uuid, size, ranges), ranges);
    } catch (MongoCommandException e) {
      // The collection is gone, or sampling failed, as it sometimes does by the server's own
      // account: one range is as correct. If the member is going away, the next command says so.
      return List.of();
    }
  }

  private List<RawDocument> candidates(UUID uuid, CollectionSize size, int ranges) {
    return size.documents() <= FEW
        ? inIndexOrder(uuid, new BsonDocument())
        : inIndexOrder(
            uuid, new BsonDocument("_id", new BsonDocument("$in", sample(sampleOf(size, ranges)))));
  }

  private static int sampleOf(CollectionSize size, int ranges) {
    return (int) Math.min((long) ranges * SAMPLES_PER_RANGE, size.documents() / QUICK_PART);
  }

  /// By name, because an aggregation takes no id; should the name belong to another collection by
  /// now, few of its keys are found in this one.
  private BsonArray sample(int size) {
    BsonArray stages = new BsonArray();
    stages.add(new BsonDocument("$sample", new BsonDocument("size", new BsonInt32(size))));
    stages.add(new BsonDocument("$project", KEY_ONLY));
    BsonDocument aggregate =
        new BsonDocument("aggregate", new BsonString(listed.namespace().collection()))
            .append("pipeline", stages)
            .append("cursor", new BsonDocument("batchSize", new BsonInt64(FEW)));
    BsonArray ids = new BsonArray();
    try (RawCursor sampled = source.open(listed.namespace().database(), aggregate)) {
      sampled.forEachRemaining(document -> ids.add(DocumentKey.of(document).id()));
    }
    return ids;
  }

  private List<RawDocument> inIndexOrder(UUID uuid, BsonDocument filter) {
    BsonDocument find =
        new BsonDocument("find", new BsonBinary(uuid))
            .append("filter", filter)
            .append("projection", KEY_ONLY)
            .append("hint", KEY_ONLY);
    List<RawDocument> keys = new ArrayList<>();
    try (RawCursor found = source.open(listed.namespace().database(), find)) {
      found.forEachRemaining(keys::add);
    }
    return keys;
  }

  /// Every n-th, beginning behind the first. Nothing can lie behind MaxKey, so it is no bound.
  private static List<RawDocument> evenly(List<RawDocument> keys, int ranges) {
    int parts = Math.min(ranges, keys.size());
    List<RawDocument> bounds = new ArrayList<>();
    for (int part = 1; part < parts; part++) {
      RawDocument key = keys.get((int) ((long) keys.size() * part / parts));
      if (!(DocumentKey.of(key).id() instanceof BsonMaxKey)) {
        bounds.add(RawDocument.of(DocumentKey.of(key).bound()));
      }
    }
    return bounds;
  }
}
