package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// The shards of a cluster that is restored into, each reached past the routers, and which of them
/// owns what. Closing it closes their clients. Safe for many threads.
///
/// A server that is written to past the routers does not check whether it owns what it is given. So
/// nothing may be loaded unless the config servers say the same before and after, in every attempt.
final class ShardServers implements AutoCloseable {
  private final Target router;
  private final Cluster cluster;
  private final Map<String, Target> shards = new TreeMap<>();

  /// @param topology of the target, a cluster
  static ShardServers of(Target router, Topology topology) {
    return new ShardServers(router, Objects.requireNonNull(topology.cluster()), topology);
  }

  private ShardServers(Target router, Cluster cluster, Topology topology) {
    this.router = router;
    this.cluster = cluster;
    for (Shard shard : cluster.shards()) {
      List<String> members =
          topology.replicaSets().stream()
              .filter(set -> set.name().equals(shard.replicaSet()))
              .map(ReplicaSet::members)
              .flatMap(List::stream)
              .map(Member::address)
              .toList();
      shards.put(shard.name(), router.shard(shard.replicaSet(), members));
    }
  }

  /// Does nothing when each shard takes what is written to it past the routers.
  ///
  /// @throws HoldfastException ACCESS_DENIED, DATABASE_UNREACHABLE
  void requireAccess() {
    shards.forEach(
        (name, shard) ->
            shard.doing(
                "The look at shard '%s', past the routers, for a restore".formatted(name),
                () -> {
                  // Servers from 8.0 on refuse this for want of a role, but not in `admin`.
                  shard.ask("holdfast", new BsonDocument("listCollections", new BsonInt32(1)));
                  return shard.requirePrivileges(Task.RESTORE);
                }));
  }

  /// What the config servers know now.
  ConfigServers look() {
    return router.doing(
        "The look at the config servers", () -> ConfigServers.read(router, cluster));
  }

  /// The shard of this name; the routers where it is none.
  Target shard(String name) {
    return shards.getOrDefault(name, router);
  }

  /// Does nothing when every shard that may own documents of the collections has them, as the
  /// config servers know them: a collection that it had to make would be another one.
  ///
  /// @throws HoldfastException TARGET_CHANGED
  void requireCollections(ConfigServers config, List<CollectionAt> collections) {
    Map<String, Map<String, BsonValue>> there = new HashMap<>();
    for (CollectionAt collection : collections) {
      Namespace stored = collection.stored();
      for (String owner : config.map().owners(collection.namespace())) {
        Map<String, BsonValue> found =
            there.computeIfAbsent(
                owner + "/" + stored.database(), _ -> ids(owner, stored.database()));
        BsonValue id = found.get(stored.collection());
        Optional<BsonValue> known = config.uuid(stored);
        if (id == null || (known.isPresent() && !known.get().equals(id))) {
          throw changed(
              "Shard '%s' of instance '%s' does not have the collection '%s' that the routers know."
                  .formatted(owner, router.instance().id(), stored));
        }
      }
    }
  }

  private Map<String, BsonValue> ids(String shard, String database) {
    Map<String, BsonValue> ids = new HashMap<>();
    for (BsonDocument listed :
        shard(shard).doing("The look at a shard", () -> shard(shard).collections(database))) {
      BsonValue id = listed.getDocument("info", new BsonDocument()).get("uuid");
      if (id != null) {
        ids.put(listed.getString("name").getValue(), id);
      }
    }
    return ids;
  }

  /// What to throw when chunks were moved, or collections made anew.
  static HoldfastException changed(String what) {
    return new HoldfastException(
        ErrorCode.TARGET_CHANGED,
        what,
        "See that nobody moves chunks, shards or drops collections or starts the balancer while a"
            + " restore runs shard by shard; then restore again.");
  }

  @Override
  public void close() {
    shards.values().forEach(Target::close);
  }
}
