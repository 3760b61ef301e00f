package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.sharding.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonValue;

/// Where the pieces of an empty sharded collection go, after where its chunks were. Neighbours on
/// one shard are one piece: the balancer cuts them again as they grow.
///
/// @param pieces in the order of the key, without gaps
record Placement(List<Piece> pieces) {
  /// Each costs a move of an empty chunk, of which a cluster does some ten in a second.
  static final int MOST_PIECES = 64;

  /// Where each document is to lie on the shard that it is to lie on.
  static final int ALL_PIECES = Integer.MAX_VALUE;

  Placement {
    pieces = List.copyOf(pieces);
  }

  /// A range of the shard key.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @param shard where it goes; empty for wherever it is
  record Piece(BsonDocument from, BsonDocument to, String shard) {

    /// Where to cut; nowhere before the first.
    Optional<BsonDocument> cut() {
      return from.values().stream().allMatch(value -> value instanceof BsonMinKey)
          ? Optional.empty()
          : Optional.of(from);
    }
  }

  /// @param destinations the target's shard for one of the backup; empty for none in particular
  static Placement of(Sharding sharding, UnaryOperator<String> destinations) {
    return of(sharding, destinations, MOST_PIECES);
  }

  /// @param most of more pieces some are left out
  static Placement of(Sharding sharding, UnaryOperator<String> destinations, int most) {
    List<BsonDocument> bounds = new ArrayList<>();
    List<String> shards = new ArrayList<>();
    for (Sharding.Chunk chunk : sharding.chunks()) {
      String shard = destinations.apply(chunk.shard());
      if (shards.isEmpty() || !shards.getLast().equals(shard)) {
        bounds.add(chunk.from());
        shards.add(shard);
      }
    }
    int step = Math.ceilDiv(bounds.size(), most);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i += step) {
      BsonDocument to = i + step < bounds.size() ? bounds.get(i + step) : end(bounds.getFirst());
      BsonDocument from = i == 0 ? filled(bounds.getFirst(), new BsonMinKey()) : bounds.get(i);
      pieces.add(new Piece(from, to, shards.get(i)));
    }
    return new Placement(pieces);
  }

  /// The upper end of a key, beyond every value.
  static BsonDocument end(BsonDocument bound) {
    return filled(bound, new BsonMaxKey());
  }

  private static BsonDocument filled(BsonDocument bound, BsonValue value) {
    BsonDocument filled = new BsonDocument();
    bound.keySet().forEach(field -> filled.append(field, value));
    return filled;
  }
}
