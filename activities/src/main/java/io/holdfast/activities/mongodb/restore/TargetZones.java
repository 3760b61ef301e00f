package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.sharding.Sharding;
import io.holdfast.activities.mongodb.sharding.ZoneRange;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/// The zones of a restore's collections on a cluster, put there while the collections are empty,
/// and their chunks where the zones say. Throws `MongoException`s. Can be repeated.
final class TargetZones {
  private final Target target;
  private final ClusterMap map;
  private final TargetShards shards;
  private final EmptyChunks chunks;

  TargetZones(Target target, ClusterMap map, TargetShards shards) {
    this.target = target;
    this.map = map;
    this.shards = shards;
    this.chunks = new EmptyChunks(target);
  }

  /// @param whole whether shards get also those zones that no collection uses
  void bring(Goal goal, boolean whole, ProgressMeter meter) {
    Set<String> used = new TreeSet<>();
    goal.collections()
        .forEach(collection -> ranges(goal, collection).forEach(r -> used.add(r.zone())));
    map.zonedShards()
        .forEach(
            (shard, zones) ->
                zones.stream()
                    .filter(zone -> whole || used.contains(zone))
                    .forEach(zone -> shards.destination(shard).ifPresent(to -> join(to, zone))));
    for (CollectionAt collection : goal.collections()) {
      List<ZoneRange> ranges =
          ranges(goal, collection).stream().filter(range -> isPossible(range)).toList();
      if (!ranges.isEmpty()) {
        assign(collection.stored(), ranges);
        settle(collection.stored(), ranges, meter);
      }
    }
  }

  private List<ZoneRange> ranges(Goal goal, CollectionAt collection) {
    return goal.sharding(collection).map(Sharding::namespace).map(map::zones).orElse(List.of());
  }

  /// A zone needs a shard.
  private boolean isPossible(ZoneRange range) {
    return !shards.in(range.zone()).isEmpty();
  }

  private void join(String shard, String zone) {
    if (shards.join(shard, zone)) {
      target.administer(
          new BsonDocument("addShardToZone", new BsonString(shard))
              .append("zone", new BsonString(zone)));
    }
  }

  /// What the target has of ranges for the collection gives way: they were for one that is gone.
  private void assign(Namespace namespace, List<ZoneRange> ranges) {
    BsonDocument own = new BsonDocument("ns", new BsonString(namespace.toString()));
    for (BsonDocument found : target.sharding("tags", own)) {
      ZoneRange there =
          new ZoneRange(
              found.getString("tag").getValue(),
              found.getDocument("min"),
              found.getDocument("max"));
      if (!ranges.contains(there)) {
        update(namespace, there, new BsonNull());
      }
    }
    ranges.forEach(range -> update(namespace, range, new BsonString(range.zone())));
  }

  private void update(Namespace namespace, ZoneRange range, BsonValue zone) {
    target.administer(
        new BsonDocument("updateZoneKeyRange", new BsonString(namespace.toString()))
            .append("min", range.from())
            .append("max", range.to())
            .append("zone", zone));
  }

  private void settle(Namespace namespace, List<ZoneRange> ranges, ProgressMeter meter) {
    for (ZoneRange range : ranges) {
      cut(namespace, range.from());
      cut(namespace, range.to());
      meter.add(namespace.toString(), 0);
    }
    int moved = 0;
    for (BsonDocument chunk : chunks(namespace)) {
      BsonDocument from = chunk.getDocument("min");
      Optional<ZoneRange> zone = ranges.stream().filter(range -> range.covers(from)).findFirst();
      if (zone.isPresent()) {
        List<String> right = shards.in(zone.get().zone());
        if (!right.contains(chunk.getString("shard").getValue())) {
          chunks.move(namespace, from, chunk.getDocument("max"), right.get(moved++ % right.size()));
          meter.add(namespace.toString(), 0);
        }
      }
    }
  }

  /// The ends of all keys are the ends of chunks.
  private void cut(Namespace namespace, BsonDocument bound) {
    Set<Class<?>> kinds = bound.values().stream().map(Object::getClass).collect(Collectors.toSet());
    if (!kinds.equals(Set.of(BsonMinKey.class)) && !kinds.equals(Set.of(BsonMaxKey.class))) {
      chunks.split(namespace, bound);
    }
  }

  /// By name up to 4.4, by the collection's id since 5.0.
  private List<BsonDocument> chunks(Namespace namespace) {
    BsonString name = new BsonString(namespace.toString());
    List<BsonDocument> ways =
        target.sharding("collections", new BsonDocument("_id", name)).stream()
            .filter(found -> found.containsKey("uuid"))
            .map(found -> new BsonDocument("uuid", found.get("uuid")))
            .toList();
    BsonArray either = new BsonArray(List.of(new BsonDocument("ns", name)));
    either.addAll(ways);
    return target.sharding("chunks", new BsonDocument("$or", either));
  }
}
