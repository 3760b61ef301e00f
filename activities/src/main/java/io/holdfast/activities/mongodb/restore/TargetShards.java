package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// The shards of a cluster that is restored into, with their zones, and to which of them those of
/// the backup go. One that is being removed gets nothing.
final class TargetShards {
  private final RestoreRequest asked;
  private final Map<String, Set<String>> zones = new TreeMap<>();
  private final Set<String> leaving = new TreeSet<>();

  /// Asks the router; throws `MongoException`s.
  TargetShards(Target target, RestoreRequest asked) {
    this.asked = asked;
    BsonDocument command = new BsonDocument("listShards", new BsonInt32(1));
    for (BsonValue value : target.ask(Target.ADMIN, command).getArray("shards")) {
      add(value.asDocument());
    }
  }

  private void add(BsonDocument shard) {
    String name = shard.getString("_id").getValue();
    Set<String> own = new TreeSet<>();
    shard.getArray("tags", new BsonArray()).forEach(zone -> own.add(zone.asString().getValue()));
    zones.put(name, own);
    if (shard.getBoolean("draining", BsonBoolean.FALSE).getValue()) {
      leaving.add(name);
    }
  }

  /// How many there are.
  int size() {
    return zones.size();
  }

  /// The shard for one of the backup: the one of its name, or that it was mapped to. Where that is
  /// being removed, another. Empty where the target has none for it.
  Optional<String> destination(String shard) {
    String wanted = asked.shardFor(shard);
    return leaving.contains(wanted)
        ? zones.keySet().stream().filter(other -> !leaving.contains(other)).findFirst()
        : Optional.of(wanted).filter(zones::containsKey);
  }

  /// Notes that a shard is in a zone.
  ///
  /// @return false when it was before
  boolean join(String shard, String zone) {
    return zones.getOrDefault(shard, Set.of()).contains(zone)
        ? false
        : zones.computeIfAbsent(shard, _ -> new TreeSet<>()).add(zone);
  }

  /// The shards of a zone that stay.
  List<String> in(String zone) {
    return zones.entrySet().stream()
        .filter(shard -> shard.getValue().contains(zone) && !leaving.contains(shard.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
