package io.holdfast.activities.mongodb.sharding;

import org.bson.BsonDocument;

/// A range of a shard key that belongs to a zone: its chunks lie on shards of that zone.
///
/// @param zone name of the zone
/// @param from inclusive; of a part of the key's fields, perhaps
/// @param to exclusive
public record ZoneRange(String zone, BsonDocument from, BsonDocument to) {

  /// Whether a chunk that begins there belongs to the zone.
  public boolean covers(BsonDocument bound) {
    return Sharding.compare(from, bound) <= 0 && Sharding.compare(bound, to) < 0;
  }
}
