package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.restore.PlannedShard;
import io.holdfast.workflows.restore.PlannedSharding;
import io.holdfast.workflows.restore.RestoreRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people make of real clusters: zones, primary shards, keys of all kinds, shards that are
/// being removed. The balancer is off, so that what lies where was put there.
class ClusterCornersIT {
  private static final String ONE = "odd-sh1";
  private static final String TWO = "odd-sh2";

  @AutoClose private static RealShardedCluster cluster;
  @AutoClose private static MongoClient router;

  @TempDir Path folder;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() {
    cluster = RealClusters.require("odd", 2);
    router = MongoClients.create(cluster.uri());
    admin("{balancerStop: 1}");
    admin("{enableSharding: 'east', primaryShard: '%s'}".formatted(TWO));
    admin("{shardCollection: 'east.empty', key: {a: 1, b: 1}}");
    zoned();
    people();
    router.getDatabase("west").getCollection("unsharded").insertMany(numbers(5));
    router.getDatabase("west").createView("seen", "unsharded", List.of());
    admin("{movePrimary: 'west', to: '%s'}".formatted(TWO));
  }

  private static void zoned() {
    admin("{shardCollection: 'east.zoned', key: {_id: 'hashed'}}");
    admin("{addShardToZone: '%s', zone: 'near'}".formatted(ONE));
    admin("{addShardToZone: '%s', zone: 'far'}".formatted(TWO));
    range("far", "{$numberLong: '100'}", "{$numberLong: '7000000000000000000'}");
    range("near", "{$numberLong: '7000000000000000000'}", "{$maxKey: 1}");
    router.getDatabase("east").getCollection("zoned").insertMany(numbers(50));
  }

  private static void range(String zone, String from, String to) {
    admin(
        "{updateZoneKeyRange: 'east.zoned', min: {_id: %s}, max: {_id: %s}, zone: '%s'}"
            .formatted(from, to, zone));
  }

  /// A unique key beside a collation for everything else.
  private static void people() {
    var _ =
        router
            .getDatabase("east")
            .runCommand(Document.parse("{create: 'people', collation: {locale: 'de'}}"));
    admin(
        "{shardCollection: 'east.people', key: {mail: 1}, unique: true,"
            + " collation: {locale: 'simple'}}");
    router
        .getDatabase("east")
        .getCollection("people")
        .insertMany(
            List.of(
                new Document("_id", 1).append("mail", "a"),
                new Document("_id", 2).append("mail", "A")));
  }

  private static List<Document> numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Document("_id", i)).toList();
  }

  private static void admin(String command) {
    var _ = router.getDatabase("admin").runCommand(Document.parse(command));
  }

  @BeforeEach
  void open() {
    rig = new ClusterRig(cluster.uri(), folder);
  }

  @Test
  void zonesPrimaryShardsAndUniqueKeysComeBack() {
    rig.backup("corners");
    router.getDatabase("east").drop();
    router.getDatabase("west").drop();
    admin("{removeShardFromZone: '%s', zone: 'near'}".formatted(ONE));

    assertThat(rig.restore(back("corners")).examples()).isEmpty();

    assertThat(primary("east")).isEqualTo(TWO);
    assertThat(primary("west")).isEqualTo(TWO);
    assertThat(config("shards", new Document("_id", ONE)).getFirst().getList("tags", String.class))
        .containsExactly("near");
    assertThat(config("tags", new Document("ns", "east.zoned"))).hasSize(2);
    assertThat(shards("near")).containsExactly(ONE);
    assertThat(shards("far")).containsExactly(TWO);
    assertThat(config("collections", new Document("_id", "east.people")).getFirst())
        .containsEntry("unique", true);
    assertThat(config("collections", new Document("_id", "east.empty").append("dropped", false)))
        .hasSize(1);
  }

  private static String primary(String database) {
    return config("databases", new Document("_id", database)).getFirst().getString("primary");
  }

  private static List<Document> config(String collection, Document filter) {
    return router
        .getDatabase("config")
        .getCollection(collection)
        .find(filter)
        .into(new ArrayList<>());
  }

  /// Where the chunks of a zone lie.
  private static Set<String> shards(String zone) {
    Document range =
        config("tags", new Document("ns", "east.zoned").append("tag", zone)).getFirst();
    Set<String> shards = new TreeSet<>();
    config(
            "chunks",
            new Document("ns", "east.zoned")
                .append("min", new Document("$gte", range.get("min")))
                .append("max", new Document("$lte", range.get("max"))))
        .forEach(chunk -> shards.add(chunk.getString("shard")));
    return shards;
  }

  private static RestoreRequest back(String name) {
    return ClusterRig.request(ClusterRig.SOURCE, name, null, null);
  }

  @Test
  void aPlanSaysWhereShardsGoAndWhatIsNotRestored() {
    try (MongoClient shard =
        MongoClients.create(cluster.shards().getFirst().primary().directUri())) {
      var _ =
          shard
              .getDatabase("admin")
              .runCommand(Document.parse("{createUser: 'local', pwd: 'x', roles: []}"));
    }
    rig.backup("planned");

    PlannedSharding plan = Objects.requireNonNull(rig.engine().detail(back("planned")).sharding());

    assertThat(plan.shards())
        .containsExactly(
            new PlannedShard(ONE, ONE, List.of("near")),
            new PlannedShard(TWO, TWO, List.of("far")));
    assertThat(plan.zoneRanges()).isEqualTo(2);
    assertThat(plan.left())
        .contains(
            "1 user and 0 roles of the replica set '%s' alone".formatted(ONE),
            "the cluster's setting 'balancer'");
  }

  @Test
  void aShardThatIsBeingRemovedGetsNothing() {
    rig.backup("leaving");
    router.getDatabase("east").drop();
    router.getDatabase("west").drop();
    admin("{removeShard: '%s'}".formatted(TWO));
    try {
      assertThat(rig.restore(back("leaving")).examples()).isEmpty();

      assertThat(primary("west")).isEqualTo(ONE);
      assertThat(shards("far")).containsExactly(ONE);
    } finally {
      var _ =
          router
              .getDatabase("config")
              .getCollection("shards")
              .updateOne(
                  new Document("_id", TWO), new Document("$unset", new Document("draining", 1)));
      router.getDatabase("east").drop();
      admin("{removeShardFromZone: '%s', zone: 'far'}".formatted(ONE));
      assertThat(rig.restore(back("leaving")).examples()).isEmpty();
    }
  }

  @Test
  void aRestoreGoesThroughOneOfSeveralRouters() {
    String added = cluster.addRouter();
    rig.backup("routers");
    router.getDatabase("east").drop();
    router.getDatabase("west").drop();
    rig.register(
        ClusterRig.SOURCE, "mongodb://%s,%s/".formatted(address(cluster.uri()), address(added)));
    try (MongoClient other = MongoClients.create(added)) {
      long before = inserts(router);

      assertThat(rig.restore(back("routers")).examples()).isEmpty();

      assertThat(List.of(inserts(router) - before, inserts(other))).containsOnlyOnce(0L);
    } finally {
      // What the other one did, this one has not heard of.
      admin("{flushRouterConfig: 1}");
    }
  }

  private static String address(String uri) {
    return new ConnectionString(uri).getHosts().getFirst();
  }

  private static long inserts(MongoClient asked) {
    return asked
        .getDatabase("admin")
        .runCommand(new Document("serverStatus", 1))
        .get("opcounters", Document.class)
        .get("insert", Number.class)
        .longValue();
  }
}
