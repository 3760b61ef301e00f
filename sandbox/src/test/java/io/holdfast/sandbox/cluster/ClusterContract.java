package io.holdfast.sandbox.cluster;

import static io.holdfast.sandbox.cluster.ClusterUnderTest.address;
import static io.holdfast.sandbox.cluster.ClusterUnderTest.ids;
import static io.holdfast.sandbox.cluster.ClusterUnderTest.lastWrite;
import static io.holdfast.sandbox.cluster.ClusterUnderTest.order;
import static io.holdfast.sandbox.cluster.ClusterUnderTest.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A cluster of config servers, two shards and a router: what it says of itself, where documents
/// are, and its time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterContract {
  /// Of the numbers below 20 those whose hash is negative, which is the lower half of all chunks.
  private static final Set<Integer> LOWER = Set.of(3, 6, 8, 11, 12);

  @AutoClose private ClusterUnderTest cluster;

  /// The `mongod`, which may be made in the folder, with a `mongos` beside it; skips the test where
  /// there is none.
  abstract Path find(Path programs);

  @BeforeAll
  void start(@TempDir Path programs) {
    cluster = new ClusterUnderTest(find(programs));
    var _ = orders().insertMany(IntStream.range(0, 100).mapToObj(ClusterUnderTest::order).toList());
  }

  MongoClient router() {
    return cluster.router();
  }

  Document admin(Document command) {
    return cluster.admin(command);
  }

  private MongoCollection<Document> orders() {
    return router().getDatabase("shop").getCollection("orders");
  }

  private List<MongoClient> shards() {
    return cluster.shards();
  }

  @Test
  void theRouterTellsItsClustersSets() {
    assertThat(admin(new Document("hello", 1)).getString("msg")).isEqualTo("isdbgrid");
    assertThat(admin(new Document("listShards", 1)).getList("shards", Document.class))
        .map(shard -> shard.getString("_id") + "=" + shard.getString("host"))
        .containsExactlyInAnyOrderElementsOf(
            cluster.sets().stream().map(set -> set.name() + "=" + address(set)).toList());
    assertThat(admin(new Document("getShardMap", 1)).get("map", Document.class))
        .containsEntry("config", address(cluster.configServers()))
        .containsEntry("x-sh1", address(cluster.sets().getFirst()));
    assertThat(router().getDatabase("config").getCollection("mongos").find())
        .singleElement()
        .satisfies(ping -> assertThat(ping.getDate("ping")).isBefore("2100-01-01"));
  }

  @Test
  void eachShardKnowsItsNameAndItsCluster() {
    Document version =
        Objects.requireNonNull(
            router().getDatabase("config").getCollection("version").find().first());
    for (int i = 0; i < 2; i++) {
      assertThat(
              shards()
                  .get(i)
                  .getDatabase("admin")
                  .getCollection("system.version")
                  .find(Filters.eq("_id", "shardIdentity"))
                  .first())
          .containsEntry("shardName", cluster.sets().get(i).name())
          .containsEntry("clusterId", version.getObjectId("clusterId"))
          .containsEntry("configsvrConnectionString", address(cluster.configServers()));
    }
  }

  @Test
  void aHashedKeySpreadsDocumentsWhichAreFoundThroughTheRouter() {
    List<Integer> first = ids(shards().getFirst(), "orders", Filters.empty());
    List<Integer> last = ids(shards().getLast(), "orders", Filters.empty());
    assertThat(first).hasSizeGreaterThan(30).doesNotContainAnyElementsOf(last);
    assertThat(ids(router(), "orders", Filters.empty()))
        .hasSize(100)
        .containsAll(first)
        .containsAll(last);
    Set<Integer> below = new TreeSet<>(List.of(first, last).get(cluster.lowerHalf()));
    below.removeIf(id -> id >= 20);
    assertThat(below).isEqualTo(new TreeSet<>(LOWER));
    assertThat(uuid(shards().getFirst())).isEqualTo(uuid(shards().getLast()));
  }

  @Test
  void questionsAreAnsweredAsByOneServer() {
    assertThat(orders().countDocuments(Filters.eq("even", true))).isEqualTo(50);
    assertThat(orders().estimatedDocumentCount()).isGreaterThanOrEqualTo(100);
    assertThat(
            orders()
                .find(Filters.lt("_id", 100))
                .sort(Sorts.descending("_id"))
                .skip(1)
                .limit(3)
                .map(found -> found.getInteger("_id")))
        .containsExactly(98, 97, 96);
    assertThat(
            orders()
                .aggregate(
                    List.of(
                        Aggregates.match(Filters.lt("_id", 10)),
                        Aggregates.group("$even", Accumulators.sum("n", 1)),
                        Aggregates.sort(Sorts.ascending("_id"))))
                .map(group -> group.getInteger("n")))
        .containsExactly(5, 5);
    assertThat(router().listDatabaseNames()).contains("admin", "config", "shop");
    assertThat(router().getDatabase("shop").listCollectionNames()).contains("orders");
  }

  @Test
  void changesReachTheShardsThatHaveTheDocuments() {
    List<Document> more = IntStream.range(200, 220).mapToObj(ClusterUnderTest::order).toList();
    assertThat(orders().insertMany(more).getInsertedIds()).hasSize(20);
    Bson all = Filters.gte("_id", 200);
    assertThat(orders().updateMany(all, Updates.set("late", 1)).getModifiedCount()).isEqualTo(20);
    assertThat(
            orders().updateOne(Filters.eq("_id", 201), Updates.set("late", 2)).getModifiedCount())
        .isEqualTo(1);
    assertThat(orders().deleteOne(Filters.eq("_id", 202)).getDeletedCount()).isEqualTo(1);
    assertThat(
            shards().stream()
                .flatMap(shard -> ids(shard, "orders", Filters.exists("late")).stream()))
        .hasSize(19);
    assertThat(orders().deleteMany(all).getDeletedCount()).isEqualTo(19);
  }

  @Test
  void aBatchSaysWhichOfItsStatementsFailed() {
    List<Document> batch = Stream.of(300, 301, 5, 302, 303).map(ClusterUnderTest::order).toList();
    assertThatThrownBy(() -> orders().insertMany(batch))
        .asInstanceOf(type(MongoBulkWriteException.class))
        .satisfies(failed -> assertThat(failed.getWriteErrors().getFirst().getIndex()).isEqualTo(2))
        .satisfies(failed -> assertThat(failed.getWriteResult().getInsertedCount()).isEqualTo(2));
    assertThatThrownBy(() -> orders().insertMany(batch, new InsertManyOptions().ordered(false)))
        .asInstanceOf(type(MongoBulkWriteException.class))
        .satisfies(
            failed ->
                assertThat(failed.getWriteErrors())
                    .map(error -> error.getIndex())
                    .containsExactlyInAnyOrder(0, 1, 2));
    assertThat(orders().deleteMany(Filters.gte("_id", 300)).getDeletedCount()).isEqualTo(4);
  }

  @Test
  void whatIsNotSpreadIsOnOneShard() {
    MongoDatabase shop = router().getDatabase("shop");
    var _ = cluster.shard("shop.ranged", new Document("a", 1));
    for (String name : List.of("ranged", "plain")) {
      for (int id = 0; id < 10; id++) {
        var _ = shop.getCollection(name).insertOne(order(id).append("a", id));
      }
      assertThat(shards())
          .as(name)
          .map(shard -> ids(shard, name, Filters.empty()).size())
          .containsExactlyInAnyOrder(0, 10);
      assertThat(ids(router(), name, Filters.empty())).hasSize(10);
      shop.getCollection(name).drop();
      assertThat(shop.listCollectionNames()).doesNotContain(name);
    }
  }

  @Test
  void theBalancerIsStoppedAndStarted() {
    for (String mode : List.of("off", "full")) {
      var _ = admin(new Document(mode.equals("off") ? "balancerStop" : "balancerStart", 1));
      assertThat(admin(new Document("balancerStatus", 1)))
          .containsEntry("mode", mode)
          .containsEntry("inBalancerRound", false);
      assertThat(
              router()
                  .getDatabase("config")
                  .getCollection("settings")
                  .find(Filters.eq("_id", "balancer"))
                  .first())
          .containsEntry("mode", mode)
          .containsEntry("stopped", mode.equals("off"));
    }
  }

  @Test
  void aTimeThatTheRouterIsToldOfIsThatOfEverySet() {
    BsonTimestamp future = new BsonTimestamp(lastWrite(shards().getFirst()).getTime() + 60, 7);
    BsonDocument signature =
        new BsonDocument("hash", new BsonBinary(new byte[20])).append("keyId", new BsonInt64(0));
    try (MongoClient config = MongoClients.create(cluster.configServers().uri());
        ClientSession told = router().startSession()) {
      told.advanceClusterTime(
          new BsonDocument("clusterTime", future).append("signature", signature));
      List<Document> late = IntStream.range(400, 420).mapToObj(ClusterUnderTest::order).toList();
      var _ = orders().insertMany(told, late);
      for (String balancer : List.of("balancerStop", "balancerStart")) {
        var _ = router().getDatabase("admin").runCommand(told, new Document(balancer, 1));
      }
      assertThat(Stream.concat(shards().stream(), Stream.of(config)))
          .allSatisfy(set -> assertThat(lastWrite(set)).isGreaterThan(future));
      assertThat(orders().deleteMany(told, Filters.gte("_id", 400)).getDeletedCount())
          .isEqualTo(20);
      assertThat(orders().find(told, Filters.eq("_id", 401)).first()).isNull();
    }
  }
}
