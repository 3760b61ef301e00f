package io.holdfast.activities.mongodb.agent;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.holdfast.workflows.agent.ClusterPart;
import io.holdfast.workflows.agent.ClusterPart.ShardPlace;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;

/// What the files of a sharded cluster's member say of the rest of the cluster, rewritten to what
/// is so now, in the database documentation's own steps. Can be repeated.
///
/// From 8.0 on the config servers may be a shard as well: then their files hold what a shard's do,
/// and `config.shards` has them under a name that no other shard may have.
final class ClusterMetadata {
  private static final BsonString CONFIG_SHARD = new BsonString("config");

  private final MemberId member;
  private final MongoClient client;

  ClusterMetadata(MemberId member, MongoClient client) {
    this.member = member;
    this.client = client;
  }

  /// @throws HoldfastException COPY_WRONG when the files are not those of such a member
  void rewrite(ClusterPart part) {
    switch (part.role()) {
      case CONFIG_SERVERS -> {
        configServer(part);
        // Servers before 7.0 have none on config servers, later ones have it as for a shard.
        var _ = identify(part);
      }
      case SHARD -> {
        if (!identify(part)) {
          throw wrong("are no shard's");
        }
      }
    }
    forget();
  }

  private void configServer(ClusterPart part) {
    MongoDatabase config = client.getDatabase("config");
    clear(config, "mongos");
    clear(config, "lockpings");
    MongoCollection<BsonDocument> shards = collection(config, "shards");
    for (BsonDocument shard : shards.find().into(new ArrayList<>())) {
      var _ = shards.updateOne(Filters.eq("_id", shard.get("_id")), moved(part, shard));
    }
    Boolean balancing = part.balancing();
    if (balancing != null) {
      var _ =
          collection(config, "settings")
              .replaceOne(
                  Filters.eq("_id", "balancer"),
                  balancer(config, balancing),
                  new ReplaceOptions().upsert(true));
    }
  }

  /// The balancer was stopped while the backup's cursors were opened.
  private static BsonDocument balancer(MongoDatabase config, boolean balancing) {
    BsonDocument known = collection(config, "settings").find(Filters.eq("_id", "balancer")).first();
    BsonDocument balancer =
        known == null ? new BsonDocument("_id", new BsonString("balancer")) : known;
    return balancer
        .append("mode", new BsonString(balancing ? "full" : "off"))
        .append("stopped", BsonBoolean.valueOf(!balancing));
  }

  /// Since 8.0 a shard's primary tells where it is only with a newer configuration than the one
  /// that is noted here, which the backup's was; -1 is what a shard has that was just added.
  private Bson moved(ClusterPart part, BsonDocument shard) {
    Bson host = Updates.set("host", place(part, shard));
    return shard.containsKey("replSetConfigVersion")
        ? Updates.combine(host, Updates.set("replSetConfigVersion", -1L))
        : host;
  }

  private String place(ClusterPart part, BsonDocument shard) {
    if (CONFIG_SHARD.equals(shard.get("_id"))) {
      return part.configServers();
    }
    String host = shard.getString("host").getValue();
    String set = host.substring(0, Math.max(0, host.indexOf('/')));
    return part.shards().stream()
        .filter(place -> place.sourceSet().equals(set))
        .map(ShardPlace::address)
        .findFirst()
        .orElseThrow(
            () -> wrong("know a shard '%s', which the backup does not have".formatted(set)));
  }

  /// @return whether the files know themselves as a shard's
  private boolean identify(ClusterPart part) {
    MongoCollection<BsonDocument> version =
        collection(client.getDatabase("admin"), "system.version");
    var _ = version.deleteOne(Filters.eq("_id", "minOpTimeRecovery"));
    return version
            .updateOne(
                Filters.eq("_id", "shardIdentity"),
                Updates.set("configsvrConnectionString", part.configServers()))
            .getMatchedCount()
        > 0;
  }

  /// What was remembered of the cluster and of its clients' sessions.
  private void forget() {
    MongoDatabase config = client.getDatabase("config");
    List<String> names = config.listCollectionNames().into(new ArrayList<>());
    names.stream()
        .filter(name -> name.startsWith("cache.") || name.equals("system.sessions"))
        .forEach(name -> clear(config, name));
  }

  private HoldfastException wrong(String what) {
    return new HoldfastException(
        ErrorCode.COPY_WRONG,
        "%s: the copied files %s.".formatted(member, what),
        "Restore again, and copy the files of this backup's own replica set there.");
  }

  private static void clear(MongoDatabase database, String name) {
    var _ = collection(database, name).deleteMany(new BsonDocument());
  }

  private static MongoCollection<BsonDocument> collection(MongoDatabase database, String name) {
    return database.getCollection(name, BsonDocument.class);
  }
}
