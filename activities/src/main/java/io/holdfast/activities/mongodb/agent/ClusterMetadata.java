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

/// What the files of a sharded cluster's member say of the rest of the cluster, rewritten to what
/// is so now, in the database documentation's own steps. Can be repeated.
final class ClusterMetadata {
  private final MemberId member;
  private final MongoClient client;

  ClusterMetadata(MemberId member, MongoClient client) {
    this.member = member;
    this.client = client;
  }

  /// @throws HoldfastException COPY_WRONG when the files are not those of such a member
  void rewrite(ClusterPart part) {
    switch (part.role()) {
      case CONFIG_SERVERS -> configServer(part);
      case SHARD -> shard(part);
    }
  }

  private void configServer(ClusterPart part) {
    MongoDatabase config = client.getDatabase("config");
    clear(config, "mongos");
    clear(config, "lockpings");
    MongoCollection<BsonDocument> shards = collection(config, "shards");
    for (BsonDocument shard : shards.find().into(new ArrayList<>())) {
      String host = shard.getString("host").getValue();
      var _ =
          shards.updateOne(
              Filters.eq("_id", shard.get("_id")), Updates.set("host", place(part, host)));
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

  private String place(ClusterPart part, String host) {
    String set = host.substring(0, Math.max(0, host.indexOf('/')));
    return part.shards().stream()
        .filter(shard -> shard.sourceSet().equals(set))
        .map(ShardPlace::address)
        .findFirst()
        .orElseThrow(
            () -> wrong("know a shard '%s', which the backup does not have".formatted(set)));
  }

  private void shard(ClusterPart part) {
    MongoDatabase admin = client.getDatabase("admin");
    long known =
        collection(admin, "system.version")
            .updateOne(
                Filters.eq("_id", "shardIdentity"),
                Updates.set("configsvrConnectionString", part.configServers()))
            .getMatchedCount();
    if (known == 0) {
      throw wrong("are no shard's");
    }
    var _ = collection(admin, "system.version").deleteOne(Filters.eq("_id", "minOpTimeRecovery"));
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
