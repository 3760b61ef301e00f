package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.sharding.Sharding;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.mongodb.structure.IndexDefinition;
import io.holdfast.activities.mongodb.timeseries.MeasurementIndex;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The sharding of a restore's collections on a cluster, while they are empty: with the keys that
/// they had, and cut and placed roughly as they were, so that loading uses all shards. Throws
/// `MongoException`s. Each step can be repeated.
final class TargetSharding {
  private static final String PLAIN_ID = "_id";

  private final Target target;
  private final @Nullable ClusterMap map;
  private final boolean whole;
  private final boolean exact;
  private final TargetShards shards;
  private final EmptyChunks chunks;

  /// @param map null for a backup of one replica set: nothing is sharded then
  TargetSharding(Target target, @Nullable ClusterMap map, RestoreRequest asked) {
    this.target = target;
    this.map = map;
    this.whole = asked.selection() == null;
    this.exact = asked.isShardByShard();
    this.shards = new TargetShards(target, asked);
    this.chunks = new EmptyChunks(target);
  }

  /// Gives each database the primary shard that it had, so that what is not sharded lies there. To
  /// be done before their collections are created: a database that is there keeps its own.
  void enable(Goal goal) {
    if (map == null) {
      return;
    }
    Set<String> sharded =
        goal.collections().stream()
            .filter(collection -> goal.sharding(collection).isPresent())
            .map(collection -> collection.namespace().database())
            .collect(Collectors.toSet());
    ClusterMap known = map;
    goal.origins()
        .forEach(
            (database, origin) -> {
              // What is in `admin`, of which it knows no primary shard, stays on the config
              // servers.
              Optional<String> primary = known.primary(origin).flatMap(shards::destination);
              if (primary.isPresent() || sharded.contains(database)) {
                enable(database, primary);
              }
            });
  }

  /// Shards those collections of the goal that were sharded.
  ///
  /// @return how many
  int shard(Goal goal, ProgressMeter meter) {
    int sharded = 0;
    for (CollectionAt collection : goal.collections()) {
      Optional<Sharding> sharding = goal.sharding(collection);
      if (sharding.isPresent()) {
        shard(collection, sharding.get());
        place(collection, sharding.get(), meter);
        sharded++;
      }
      meter.add(collection.namespace().toString(), 0);
    }
    if (map != null) {
      // Last, so that nothing is refused for a zone while the pieces are placed.
      new TargetZones(target, map, shards).bring(goal, whole, meter);
    }
    return sharded;
  }

  private void enable(String database, Optional<String> primary) {
    BsonDocument enable = new BsonDocument("enableSharding", new BsonString(database));
    try {
      target.administer(
          primary
              .map(shard -> enable.clone().append("primaryShard", new BsonString(shard)))
              .orElse(enable));
    } catch (MongoCommandException e) {
      if (primary.isEmpty()) {
        throw e;
      }
      // It is there, on another shard, or the server knows no such choice.
      target.administer(enable);
    }
  }

  private void shard(CollectionAt collection, Sharding sharding) {
    BsonDocument key = key(collection, sharding);
    supportingIndex(collection, key).ifPresent(index -> createIndex(collection, index));
    BsonDocument command =
        new BsonDocument("shardCollection", new BsonString(collection.namespace().toString()))
            .append("key", key)
            .append("unique", BsonBoolean.valueOf(sharding.unique()));
    if (collection.isCollated()) {
      command.append("collation", new BsonDocument("locale", new BsonString("simple")));
    }
    target.administer(command);
  }

  /// A time series is sharded by the fields of its measurements.
  private static BsonDocument key(CollectionAt collection, Sharding sharding) {
    return collection.isTimeSeries()
        ? new MeasurementIndex(collection.options()).key(sharding.key()).orElse(sharding.key())
        : sharding.key();
  }

  /// Left to itself the server would build an index of its own name.
  private static Optional<BsonDocument> supportingIndex(CollectionAt collection, BsonDocument key) {
    List<String> fields = List.copyOf(key.keySet());
    return fields.equals(List.of(PLAIN_ID)) && !isHashed(key, PLAIN_ID)
        ? Optional.empty()
        : collection.secondaryIndexes().stream()
            .filter(index -> !index.containsKey("partialFilterExpression"))
            .filter(index -> begins(index.getDocument("key"), key))
            .findFirst();
  }

  private static boolean begins(BsonDocument index, BsonDocument key) {
    List<String> fields = List.copyOf(index.keySet());
    return fields.size() >= key.size()
        && fields.subList(0, key.size()).equals(List.copyOf(key.keySet()))
        && key.entrySet().stream()
            .allMatch(field -> field.getValue().isString() == isHashed(index, field.getKey()));
  }

  private static boolean isHashed(BsonDocument key, String field) {
    return key.get(field) instanceof BsonString;
  }

  private void createIndex(CollectionAt collection, BsonDocument index) {
    Namespace namespace = collection.namespace();
    var _ =
        target.change(
            namespace.database(),
            new BsonDocument("createIndexes", new BsonString(namespace.collection()))
                .append(
                    "indexes",
                    new BsonArray(
                        List.of(IndexDefinition.toCreate(index, collection.isCollated())))));
  }

  /// Cuts a collection where its chunks went over to another shard, and places the pieces. A hashed
  /// one is cut and spread by the server, unless each document is to lie on a shard in particular.
  private void place(CollectionAt collection, Sharding sharding, ProgressMeter meter) {
    Namespace namespace = collection.stored();
    if (exact) {
      Placement all =
          Placement.of(
              sharding, shard -> shards.destination(shard).orElse(""), Placement.ALL_PIECES);
      new ExactPlacement(target, meter).place(collection, sharding.key(), all);
      return;
    }
    boolean hashed =
        sharding.key().values().stream().findFirst().filter(BsonValue::isString).isPresent();
    if (hashed || shards.size() < 2) {
      return;
    }
    Placement placement = Placement.of(sharding, shard -> shards.destination(shard).orElse(""));
    for (Placement.Piece piece : placement.pieces()) {
      piece.cut().ifPresent(bound -> chunks.split(namespace, bound));
      meter.add(namespace.toString(), 0);
    }
    for (Placement.Piece piece : placement.pieces()) {
      if (!piece.shard().isEmpty()) {
        chunks.move(namespace, piece.from(), piece.to(), piece.shard());
        meter.add(namespace.toString(), 0);
      }
    }
  }
}
