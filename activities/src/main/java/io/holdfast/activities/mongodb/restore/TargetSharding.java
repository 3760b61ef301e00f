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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
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
  private final RestoreRequest asked;
  private final Set<String> shards = new HashSet<>();

  /// @param map null for a backup of one replica set: nothing is sharded then
  TargetSharding(Target target, @Nullable ClusterMap map, RestoreRequest asked) {
    this.target = target;
    this.map = map;
    this.asked = asked;
    for (BsonValue shard : target.ask(Target.ADMIN, command("listShards")).getArray("shards")) {
      shards.add(shard.asDocument().getString("_id").getValue());
    }
  }

  private static BsonDocument command(String name) {
    return new BsonDocument(name, new BsonInt32(1));
  }

  /// Lets the databases of such collections have some, each on the primary shard that it had. To be
  /// done before their collections are created: a database that is there keeps its own.
  void enable(Goal goal) {
    Set<String> enabled = new HashSet<>();
    for (CollectionAt collection : goal.collections()) {
      String database = collection.namespace().database();
      Optional<Sharding> sharding = goal.sharding(collection);
      if (sharding.isPresent() && enabled.add(database)) {
        enable(database, sharding.get().namespace().database());
      }
    }
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
    return sharded;
  }

  private void enable(String database, String source) {
    Optional<String> primary =
        map == null ? Optional.empty() : map.primary(source).flatMap(this::destination);
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

  /// The shard of the target for one of the backup; empty where the target has none for it.
  private Optional<String> destination(String shard) {
    return Optional.of(asked.shardFor(shard)).filter(shards::contains);
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
    if (asked.isShardByShard()) {
      new ExactPlacement(target, meter)
          .place(
              collection,
              sharding.key(),
              Placement.of(sharding, shard -> destination(shard).orElse(""), Placement.ALL_PIECES));
      return;
    }
    boolean hashed =
        sharding.key().values().stream().findFirst().filter(BsonValue::isString).isPresent();
    if (hashed || shards.size() < 2) {
      return;
    }
    Placement placement = Placement.of(sharding, shard -> destination(shard).orElse(""));
    for (Placement.Piece piece : placement.pieces()) {
      piece.cut().ifPresent(bound -> split(namespace, bound));
      meter.add(namespace.toString(), 0);
    }
    for (Placement.Piece piece : placement.pieces()) {
      if (!piece.shard().isEmpty()) {
        move(namespace, piece);
        meter.add(namespace.toString(), 0);
      }
    }
  }

  private void split(Namespace namespace, BsonDocument bound) {
    split(target, namespace, bound);
  }

  /// An earlier attempt may have cut there: that is refused, and is well.
  static void split(Target target, Namespace namespace, BsonDocument bound) {
    try {
      target.administer(
          new BsonDocument("split", new BsonString(namespace.toString())).append("middle", bound));
    } catch (MongoCommandException e) {
      if (!String.valueOf(e.getMessage()).contains("is a boundary key")) {
        throw e;
      }
    }
  }

  private void move(Namespace namespace, Placement.Piece piece) {
    move(target, namespace, piece);
  }

  /// Moves the chunk that is this piece, and no other. It is empty: that there is nothing to delete
  /// where it was is settled at once, since for the quarter of an hour that the server would wait
  /// otherwise no chunk could come back there, and who tried would keep everybody waiting.
  static void move(Target target, Namespace namespace, Placement.Piece piece) {
    target.administer(
        new BsonDocument("moveChunk", new BsonString(namespace.toString()))
            .append("bounds", new BsonArray(List.of(piece.from(), piece.to())))
            .append("to", new BsonString(piece.shard()))
            .append("_waitForDelete", BsonBoolean.TRUE));
  }
}
