package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.ShardByShard;
import io.holdfast.workflows.restore.ShardMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Restores into a real cluster of two shards, past its routers, and loads that die.
class ShardByShardIT {
  private static final int DEATHS = 10;
  private static final long SEED = 20261121;
  private static final List<String> SHARDED = List.of("hashed", "ranged");

  @AutoClose private static RealShardedCluster cluster;

  @TempDir Path folder;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() {
    cluster = RealClusters.require("past", 2);
  }

  @BeforeEach
  void fill() {
    rig = new ClusterRig(cluster.uri(), folder);
    new Balancer(rig.connector()).stop(rig.instance(), Heartbeat.none());
    new ShardedShop(rig.source()).fill("past-sh1", "past-sh2");
  }

  private static RestoreRequest request(ShardMapping... shards) {
    return ClusterLoad.pastRouters(
        ClusterRig.request(
            ClusterRig.SOURCE, "past", null, shards.length == 0 ? null : List.of(shards)));
  }

  @Test
  void everyDocumentIsBroughtBackOntoTheShardThatItLayOn() {
    addWhatNoRouterTakes();
    rig.backup("past");
    Map<String, Long> before = visible();

    assertThat(rig.restore(request()).examples()).isEmpty();

    assertThat(lying()).isEqualTo(before);
    assertThat(shop("plain", "notes").find(new Document("_id", "odd")).first())
        .containsEntry("", new BsonTimestamp(0));
    Document twins = new Document("_id", "twin").append("at", new BsonTimestamp(0));
    assertThat(shop("shop", "ranged").countDocuments(twins)).isEqualTo(2);
  }

  /// A zero that cannot be set, and one id on both shards, with a zero as well.
  private void addWhatNoRouterTakes() {
    shop("shop", "ranged").insertMany(List.of(twin("asia", 1), twin("eu", 5)));
    shop("shop", "ranged")
        .updateMany(
            new Document("_id", "twin"),
            new Document("$set", new Document("at", new BsonTimestamp(0))));
    Document odd = new Document("_id", "odd").append("", new BsonTimestamp(0));
    Document insert = new Document("op", "i").append("ns", "plain.notes").append("o", odd);
    String primary =
        Objects.requireNonNull(
                shop("config", "databases").find(new Document("_id", "plain")).first())
            .getString("primary");
    for (RealReplicaSet shard : cluster.shards()) {
      if (shard.name().equals(primary)) {
        try (MongoClient direct = MongoClients.create(shard.primary().directUri())) {
          var _ = direct.getDatabase("admin").runCommand(new Document("applyOps", List.of(insert)));
        }
      }
    }
  }

  private static Document twin(String region, int number) {
    return new Document("_id", "twin")
        .append("region", region)
        .append("customer", new Document("number", number));
  }

  private MongoCollection<Document> shop(String database, String collection) {
    return rig.source().getDatabase(database).getCollection(collection);
  }

  /// How many documents the shards own of each sharded collection, as the router tells.
  private Map<String, Long> visible() {
    Map<String, Long> found = new TreeMap<>();
    for (String name : SHARDED) {
      Document explained =
          rig.source()
              .getDatabase("shop")
              .runCommand(
                  new Document(
                          "explain", new Document("find", name).append("filter", new Document()))
                      .append("verbosity", "executionStats"));
      explained
          .get("executionStats", Document.class)
          .get("executionStages", Document.class)
          .getList("shards", Document.class)
          .forEach(shard -> found.put(shard.getString("shardName") + " " + name, returned(shard)));
    }
    return found;
  }

  private static long returned(Document shard) {
    Document stages = shard.get("executionStages", Document.class);
    return Objects.requireNonNull(stages.get("nReturned", Number.class)).longValue();
  }

  /// How many documents lie on the shards of each sharded collection, owned or not.
  private static Map<String, Long> lying() {
    Map<String, Long> found = new TreeMap<>();
    for (RealReplicaSet shard : cluster.shards()) {
      try (MongoClient direct = MongoClients.create(shard.primary().directUri())) {
        MongoDatabase shop = direct.getDatabase("shop");
        SHARDED.forEach(
            name ->
                found.put(shard.name() + " " + name, shop.getCollection(name).countDocuments()));
      }
    }
    return found;
  }

  @Test
  void twoShardsAreBroughtBackOntoOne() {
    rig.backup("past");

    assertThat(rig.restore(request(new ShardMapping("past-sh1", "past-sh2"))).examples()).isEmpty();

    assertThat(lying())
        .containsEntry("past-sh1 ranged", 0L)
        .containsEntry("past-sh1 hashed", 0L)
        .containsEntry("past-sh2 ranged", (long) ShardedShop.DOCUMENTS)
        .containsEntry("past-sh2 hashed", (long) ShardedShop.DOCUMENTS + ShardedShop.ODD_IDS);
  }

  @Test
  void loadsThroughTheRouterThatDieAtRandomMomentsGoOnAndAreInTheEndProven() {
    rig.backup("past");
    Deaths deaths = new Deaths(new Random(SEED));
    while (deaths.count() < DEATHS) {
      RestoreTask task = rig.task(ClusterRig.request(ClusterRig.SOURCE, "past", null, null));
      rig.engine().prepare(task, Heartbeat.none());
      deaths.until(heartbeat -> rig.engine().load(task, heartbeat));

      assertThat(rig.finish(task).examples()).as("of seed %d", SEED).isEmpty();
    }
  }

  @Test
  void loadsPastItThatDieAtRandomMomentsGoOnAndAreInTheEndProven() {
    rig.backup("past");
    Deaths deaths = new Deaths(new Random(SEED));
    while (deaths.count() < DEATHS) {
      RestoreTask task = rig.task(request());
      rig.engine().prepare(task, Heartbeat.none());
      new ClusterLoad(rig)
          .sets(task)
          .forEach(set -> deaths.until(heartbeat -> rig.engine().load(set, heartbeat)));

      assertThat(rig.finish(task).examples()).as("of seed %d", SEED).isEmpty();
    }
  }

  @Test
  void aChunkThatSomebodyMovesMeanwhileEndsTheRestore() {
    rig.backup("past");
    RestoreTask task = rig.task(request());
    rig.engine().prepare(task, Heartbeat.none());
    AtomicBoolean moved = new AtomicBoolean();
    Interruption moving =
        Interruption.when(
            progress -> {
              if (progress.resumeFrom() > 0 && moved.compareAndSet(false, true)) {
                move();
              }
              return false;
            });

    assertThatThrownBy(() -> rig.engine().load(new ClusterLoad(rig).sets(task).getFirst(), moving))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_CHANGED));
    assertThatThrownBy(
            () -> rig.engine().load(new ClusterLoad(rig).sets(task).getLast(), Heartbeat.none()))
        .hasMessageContaining("were moved");
  }

  private void move() {
    var _ =
        rig.source()
            .getDatabase("admin")
            .runCommand(
                new Document("moveChunk", "shop.ranged")
                    .append("find", new Document("region", "us").append("customer.number", 5))
                    .append("to", "past-sh2"));
  }

  @Test
  void thePlanSaysWhichShardGoesWhere() {
    rig.backup("past");

    ShardByShard plan =
        rig.engine().plan(request(new ShardMapping("past-sh1", "past-sh2"))).shardByShard();

    assertThat(plan)
        .isEqualTo(
            new ShardByShard(
                false,
                List.of(
                    new ShardByShard.Part("past-sh1", "past-sh1", "past-sh2"),
                    new ShardByShard.Part("past-sh2", "past-sh2", "past-sh2"),
                    new ShardByShard.Part("past-cfg", null, null))));
  }
}
