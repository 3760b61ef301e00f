package io.holdfast.activities.mongodb.inspect;

import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// What a router says of its cluster, put together.
///
/// @param cluster the shards and the config servers
/// @param sets where each replica set is found: the shards' by name, the config servers' last
record RouterAnswers(Cluster cluster, List<SetAddress> sets) {
  private static final String BALANCING = "full";

  /// @param shards `listShards`
  /// @param shardMap `getShardMap`
  /// @param balancer `balancerStatus`
  static RouterAnswers read(BsonDocument shards, BsonDocument shardMap, BsonDocument balancer) {
    SetAddress config =
        SetAddress.parse(shardMap.getDocument("map").getString("config").getValue());
    List<Shard> found = new ArrayList<>();
    List<SetAddress> sets = new ArrayList<>();
    for (BsonValue value : shards.getArray("shards")) {
      BsonDocument shard = value.asDocument();
      SetAddress set = SetAddress.parse(shard.getString("host").getValue());
      found.add(new Shard(shard.getString("_id").getValue(), set.name()));
      // From 8.0 on the config servers may be a shard as well: one set all the same.
      if (!set.name().equals(config.name())) {
        sets.add(set);
      }
    }
    found.sort(Comparator.comparing(Shard::name));
    sets.sort(Comparator.comparing(SetAddress::name));
    sets.add(config);
    String mode = balancer.getString("mode", new BsonString("")).getValue();
    return new RouterAnswers(new Cluster(config.name(), found, mode.equals(BALANCING)), sets);
  }

  /// Where a replica set is found.
  record SetAddress(String name, List<String> hosts) {

    /// @param text `name/host:port,host:port`
    static SetAddress parse(String text) {
      int slash = text.indexOf('/');
      return new SetAddress(
          text.substring(0, Math.max(0, slash)), List.of(text.substring(slash + 1).split(",", -1)));
    }
  }
}
