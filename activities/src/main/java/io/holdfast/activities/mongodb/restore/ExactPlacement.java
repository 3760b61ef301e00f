package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.sharding.Sharding;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import java.util.List;
import org.bson.BsonDocument;

/// The chunks of an empty sharded collection, put on the shards that they are to lie on: hashed or
/// not, however the server had cut and spread them. Throws `MongoException`s. Can be repeated.
final class ExactPlacement {
  private final Target router;
  private final EmptyChunks empty;
  private final ProgressMeter meter;

  /// @param meter beaten with each cut and move
  ExactPlacement(Target router, ProgressMeter meter) {
    this.router = router;
    this.empty = new EmptyChunks(router);
    this.meter = meter;
  }

  /// @param placement with every piece
  /// @throws io.holdfast.workflows.error.HoldfastException TARGET_CHANGED when the config servers
  ///   do not say in the end what was asked
  void place(CollectionAt collection, BsonDocument key, Placement placement) {
    for (Placement.Piece piece : placement.pieces()) {
      piece.cut().ifPresent(bound -> empty.split(collection.stored(), bound));
      meter.add(collection.namespace().toString(), 0);
    }
    Sharding asked =
        new Sharding(
            collection.namespace(),
            key,
            false,
            placement.pieces().stream()
                .map(piece -> new Sharding.Chunk(piece.from(), piece.shard()))
                .toList());
    List<Sharding.Chunk> chunks = chunks(collection);
    for (int i = 0; i < chunks.size(); i++) {
      BsonDocument from = chunks.get(i).from();
      BsonDocument to = i + 1 < chunks.size() ? chunks.get(i + 1).from() : Placement.end(from);
      if (isElsewhere(chunks.get(i), asked)) {
        empty.move(collection.stored(), from, to, asked.owner(from));
      }
      meter.add(collection.namespace().toString(), 0);
    }
    requirePlaced(collection, asked);
  }

  private static boolean isElsewhere(Sharding.Chunk chunk, Sharding asked) {
    String shard = asked.owner(chunk.from());
    return !shard.isEmpty() && !shard.equals(chunk.shard());
  }

  private void requirePlaced(CollectionAt collection, Sharding asked) {
    if (chunks(collection).stream().anyMatch(chunk -> isElsewhere(chunk, asked))) {
      throw ShardServers.changed(
          "The chunks of '%s' of instance '%s' do not lie where they were put."
              .formatted(collection.namespace(), router.instance().id()));
    }
  }

  private List<Sharding.Chunk> chunks(CollectionAt collection) {
    return ConfigServers.of(router, collection.stored())
        .map()
        .sharding(collection.namespace())
        .map(Sharding::chunks)
        .orElse(List.of());
  }
}
