package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.types.ObjectId;

/// The commands about the cluster itself: its shards, its balancer, its defaults. The documents
/// that they leave in `config.*` and on the shards are as a 4.4 cluster's.
final class ClusterCommands {
  private static final String CONCERNS = "ReadWriteConcernDefaults";
  private static final String CONCERN = "defaultWriteConcern";
  private static final String BALANCER = "balancer";
  private static final Set<String> UNSHARED = Set.of("admin", "config", "local");

  private final Servers servers;
  private final Placements placements;

  ClusterCommands(Servers servers, Placements placements) {
    this.servers = servers;
    this.placements = placements;
  }

  /// Gives the cluster an identity, as config servers do themselves when they get a primary
  /// (`ShardingCatalogManager::initializeConfigDatabaseIfNeeded`).
  void identify() {
    if (servers.read("version", Doc.EMPTY).isEmpty()) {
      servers.insert(
          "version",
          List.of(
              new DocBuilder()
                  .put("_id", 1)
                  .put("minCompatibleVersion", 5)
                  .put("currentVersion", 6)
                  .put("clusterId", Values.objectId(new ObjectId().toByteArray()))
                  .build()));
    }
  }

  Doc listShards(Request request) {
    return new DocBuilder()
        .putDocs("shards", servers.read("shards", Doc.EMPTY))
        .put("ok", 1.0)
        .build();
  }

  /// Each set's address under its shard's name, and under each of its hosts.
  Doc shardMap(Request request) {
    DocBuilder map = new DocBuilder().put("config", servers.config().address());
    for (Doc shard : servers.read("shards", Doc.EMPTY)) {
      String address = String.valueOf(shard.string("host"));
      map.put(String.valueOf(shard.string("_id")), address);
      new RemoteSet(address).hosts().forEach(host -> map.put(host, address));
    }
    return new DocBuilder().put("map", map.build()).put("ok", 1.0).build();
  }

  /// `_configsvrAddShard`: the shard learns who it is, and its databases become known.
  Doc addShard(Request request) {
    RemoteSet set = new RemoteSet(String.valueOf(request.body().string("addShard")));
    String given = request.body().string("name");
    String name = given == null ? set.name() : given;
    Doc databases =
        servers.require(
            set,
            new DocBuilder()
                .put("listDatabases", 1)
                .put("nameOnly", true)
                .put("$db", "admin")
                .build());
    identifyShard(set, name);
    servers.set(
        "shards", name, new DocBuilder().put("host", set.address()).put("state", 1).build());
    for (var each : Objects.requireNonNull(databases.get("databases")).doc().values()) {
      String db = String.valueOf(each.doc().string("name"));
      if (!UNSHARED.contains(db)) {
        placements.create(db, name);
      }
    }
    placements.forget();
    return new DocBuilder().put("shardAdded", name).put("ok", 1.0).build();
  }

  private void identifyShard(RemoteSet set, String name) {
    Doc cluster = servers.read("version", Doc.EMPTY).getFirst();
    Doc identity =
        new DocBuilder()
            .put("_id", "shardIdentity")
            .put("shardName", name)
            .putIfPresent("clusterId", cluster.get("clusterId"))
            .put("configsvrConnectionString", servers.config().address())
            .build();
    Doc wanted = new DocBuilder().put("_id", "shardIdentity").build();
    List<Doc> known = servers.find(set, "admin", "system.version", wanted);
    if (known.isEmpty()) {
      var _ =
          servers.require(
              set,
              new DocBuilder()
                  .put("insert", "system.version")
                  .putDocs("documents", List.of(identity))
                  .put("$db", "admin")
                  .build());
    } else if (!Objects.equals(known.getFirst().get("clusterId"), cluster.get("clusterId"))) {
      throw ServerError.OPERATION_FAILED.because(set.name() + " is a shard of another cluster");
    }
  }

  Doc startBalancer(Request request) {
    return balance(true);
  }

  Doc stopBalancer(Request request) {
    return balance(false);
  }

  private Doc balance(boolean on) {
    servers.set(
        "settings",
        BALANCER,
        new DocBuilder().put("mode", on ? "full" : "off").put("stopped", !on).build());
    return new DocBuilder().put("ok", 1.0).build();
  }

  /// It never has a round: nothing is moved here.
  Doc balancer(Request request) {
    String mode = setting(BALANCER).string("mode");
    return new DocBuilder()
        .put("mode", mode == null ? "full" : mode)
        .put("inBalancerRound", false)
        .put("numBalancerRounds", 0L)
        .put("ok", 1.0)
        .build();
  }

  private Doc setting(String id) {
    return servers.read("settings", new DocBuilder().put("_id", id).build()).stream()
        .findFirst()
        .orElse(Doc.EMPTY);
  }

  /// What writes that do not say it are to wait for; empty where nobody said it either.
  Doc defaultWriteConcern() {
    return Objects.requireNonNullElse(setting(CONCERNS).doc(CONCERN), Doc.EMPTY);
  }

  Doc setDefaults(Request request) {
    servers.set("settings", CONCERNS, new DocBuilder().put(CONCERN, request.doc(CONCERN)).build());
    return defaults(request);
  }

  Doc defaults(Request request) {
    return DocBuilder.from(setting(CONCERNS)).put("ok", 1.0).build();
  }
}
