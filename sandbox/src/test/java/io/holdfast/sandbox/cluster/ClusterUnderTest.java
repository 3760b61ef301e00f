package io.holdfast.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The cluster that a contract is held against: two shards, with clients of their own, over which
/// `shop.orders` is spread.
final class ClusterUnderTest implements AutoCloseable {
  private final RealShardedCluster cluster;
  private final MongoClient router;
  private final List<MongoClient> shards;

  ClusterUnderTest(Path mongod) {
    cluster = RealShardedCluster.start(mongod, "x", 2, 1, List.of());
    router = MongoClients.create(cluster.uri());
    shards = sets().stream().map(shard -> MongoClients.create(shard.uri())).toList();
    var _ = admin(new Document("enableSharding", "shop"));
    var _ = shard("shop.orders", new Document("_id", "hashed"));
  }

  MongoClient router() {
    return router;
  }

  /// A client of each shard.
  List<MongoClient> shards() {
    return shards;
  }

  List<RealReplicaSet> sets() {
    return cluster.shards();
  }

  RealReplicaSet configServers() {
    return cluster.configServers();
  }

  Document admin(Document command) {
    return router.getDatabase("admin").runCommand(command);
  }

  Document shard(String namespace, Document key) {
    return admin(new Document("shardCollection", namespace).append("key", key));
  }

  /// The number of the shard that has the lower half of the hashes.
  int lowerHalf() {
    List<BsonDocument> chunks =
        router
            .getDatabase("config")
            .getCollection("chunks", BsonDocument.class)
            .find(Filters.eq("ns", "shop.orders"))
            .sort(Sorts.ascending("min"))
            .into(new ArrayList<>());
    assertThat(chunks)
        .map(chunk -> chunk.getDocument("max").get("_id"))
        .map(bound -> bound.isInt64() ? bound.asInt64().getValue() : Long.MAX_VALUE)
        .containsExactly(-4611686018427387902L, 0L, 4611686018427387902L, Long.MAX_VALUE);
    assertThat(chunks.getFirst().get("shard")).isEqualTo(chunks.get(1).get("shard"));
    return chunks.getFirst().getString("shard").getValue().equals("x-sh1") ? 0 : 1;
  }

  static Document order(int id) {
    return new Document("_id", id).append("even", id % 2 == 0);
  }

  static String address(RealReplicaSet set) {
    return set.name() + "/" + set.members().getFirst().host();
  }

  /// Of the documents of a collection of `shop`.
  static List<Integer> ids(MongoClient client, String collection, Bson filter) {
    return client
        .getDatabase("shop")
        .getCollection(collection)
        .find(filter)
        .batchSize(7)
        .map(found -> found.getInteger("_id"))
        .into(new ArrayList<>());
  }

  /// What identifies the collection `orders` of a shard.
  static Object uuid(MongoClient shard) {
    Document listed =
        shard.getDatabase("shop").listCollections().filter(new Document("name", "orders")).first();
    Document info = Objects.requireNonNull(listed).get("info", Document.class);
    return Objects.requireNonNull(info.get("uuid"));
  }

  static BsonTimestamp lastWrite(MongoClient set) {
    return set.getDatabase("admin")
        .runCommand(new Document("hello", 1), BsonDocument.class)
        .getDocument("lastWrite")
        .getDocument("opTime")
        .getTimestamp("ts");
  }

  @Override
  public void close() {
    router.close();
    shards.forEach(MongoClient::close);
    cluster.close();
  }
}
