package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ClusterContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Shard;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Rename;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.ShardMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a real cluster of two shards, brought back into itself, into a smaller one, and into
/// a replica set.
class ShardedClusterIT {
  private static final InstanceId SMALL = new InstanceId("small");
  private static final InstanceId SET = new InstanceId("set");

  @AutoClose private static RealShardedCluster cluster;
  @AutoClose private static RealShardedCluster small;
  @AutoClose private static RealReplicaSet set;

  @TempDir Path folder;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() {
    cluster = RealClusters.require("big", 2);
    small = RealClusters.require("small", 1);
    set = RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), "plain", 1);
  }

  @BeforeEach
  void fill() {
    rig = new ClusterRig(cluster.uri(), folder);
    rig.register(SMALL, small.uri());
    rig.register(SET, set.uri());
    new ShardedShop(rig.source()).fill("big-sh1", "big-sh2");
  }

  private Document admin(Document command) {
    return rig.source().getDatabase("admin").runCommand(command);
  }

  @Test
  void anInspectionTellsOfEveryShardAndOfTheBalancer() {
    Topology topology = rig.topology();

    assertThat(topology.kind()).isEqualTo(TopologyKind.SHARDED_CLUSTER);
    assertThat(topology.server().featureCompatibilityVersion()).isEqualTo("4.4");
    assertThat(topology.identity()).hasSize(24);
    assertThat(topology.cluster())
        .isEqualTo(
            new Cluster(
                "big-cfg",
                List.of(new Shard("big-sh1", "big-sh1"), new Shard("big-sh2", "big-sh2")),
                true));
    assertThat(topology.replicaSets())
        .extracting(found -> found.members().getFirst().address())
        .containsExactly(
            cluster.shards().get(0).primary().host(),
            cluster.shards().get(1).primary().host(),
            cluster.configServers().primary().host());
  }

  @Test
  void aBackupHoldsEveryShardAtOneTimeAndWhatTheConfigServersKnow() {
    BackupHeader header = rig.backup("whole");
    Manifest manifest = rig.manifest(header);

    assertThat(manifest.replicaSets())
        .extracting(ReplicaSetContent::role)
        .containsExactly(SetRole.SHARD, SetRole.SHARD, SetRole.CONFIG_SERVERS);
    assertThat(manifest.replicaSets())
        .extracting(content -> content.oplogWindow().to())
        .containsOnly(header.pointInTime());
    assertThat(manifest.replicaSets().getLast().collections())
        .extracting(entry -> entry.namespace().toString())
        .contains("config.chunks", "config.collections", "config.databases", "config.shards");
    ClusterContent whole = Objects.requireNonNull(manifest.cluster());
    assertThat(whole.orphans()).as("left on the first shard by the move").isPositive();
    assertThat(documents(whole, "shop.ranged")).isEqualTo(ShardedShop.DOCUMENTS);
    assertThat(documents(whole, "shop.hashed"))
        .isEqualTo(ShardedShop.DOCUMENTS + ShardedShop.ODD_IDS);
    assertThat(header.cluster()).isNotNull();
  }

  private static long documents(ClusterContent whole, String namespace) {
    return whole.expected().stream()
        .filter(expected -> expected.namespace().toString().equals(namespace))
        .mapToLong(expected -> expected.content().documents())
        .sum();
  }

  @Test
  void aClusterIsBroughtBackIntoItselfAsItWasSharded() {
    rig.backup("itself");
    Document before = chunks();
    rig.source().getDatabase("shop").getCollection("ranged").drop();
    rig.source().getDatabase("plain").getCollection("notes").drop();

    Proof proof = rig.restore(ClusterRig.request(ClusterRig.SOURCE, "itself", null, null));

    assertThat(proof.examples()).isEmpty();
    assertThat(chunks()).isEqualTo(before);
    assertThat(rig.source().getDatabase("plain").getCollection("log").countDocuments())
        .isEqualTo(50);
    assertThat(
            rig.source()
                .getDatabase("plain")
                .getCollection("notes")
                .find(new Document("_id", "zero"))
                .first())
        .containsEntry("at", new BsonTimestamp(0));
  }

  /// On which shards the ranged collection lies, by the keys at which it is cut.
  private Document chunks() {
    Document found = new Document();
    rig.source()
        .getDatabase("config")
        .getCollection("chunks")
        .find(new Document("ns", "shop.ranged"))
        .sort(new Document("min", 1))
        .forEach(
            chunk -> {
              String shard = chunk.getString("shard");
              if (!found.containsValue(shard) || !shard.equals(lastOf(found))) {
                found.append(chunk.get("min", Document.class).toJson(), shard);
              }
            });
    return found;
  }

  private static Object lastOf(Document document) {
    return List.copyOf(document.values()).getLast();
  }

  @Test
  void aClusterIsBroughtBackIntoOneOfFewerShards() {
    rig.backup("fewer");
    RestoreRequest request =
        ClusterRig.request(
            SMALL,
            "fewer",
            null,
            List.of(
                new ShardMapping("big-sh1", "small-sh1"),
                new ShardMapping("big-sh2", "small-sh1")));

    assertThat(rig.restore(request).examples()).isEmpty();

    try (MongoClient target = MongoClients.create(small.uri())) {
      assertThat(
              target
                  .getDatabase("config")
                  .getCollection("collections")
                  .find(new Document("_id", "shop.ranged").append("dropped", false))
                  .first())
          .isNotNull();
    }
  }

  @Test
  void aClusterIsBroughtBackIntoAReplicaSetAndAPartUnderAnotherName() {
    rig.backup("gathered");

    assertThat(rig.restore(ClusterRig.request(SET, "gathered", null, null)).examples()).isEmpty();
    Selection part =
        new Selection(
            List.of(new NamespacePattern("shop.ranged")),
            List.of(),
            List.of(new Rename(new NamespacePattern("shop.*"), new NamespacePattern("copy.*"))));
    assertThat(rig.restore(ClusterRig.request(SMALL, "gathered", part, null)).examples()).isEmpty();

    try (MongoClient target = MongoClients.create(set.uri())) {
      assertThat(target.getDatabase("shop").getCollection("ranged").countDocuments())
          .isEqualTo(ShardedShop.DOCUMENTS);
    }
  }

  @Test
  void chunksThatSomebodyMovesDuringTheDumpAreNeitherLostNorDoubled() {
    List<String> destinations = List.of("big-sh1", "big-sh2", "big-sh1");
    int[] moved = {0};
    BackupHeader header =
        rig.new Backing("moving")
            .dump(
                () ->
                    admin(
                        new Document("moveChunk", "shop.ranged")
                            .append(
                                "find", new Document("region", "us").append("customer.number", 5))
                            .append("to", destinations.get(2 - moved[0]++ % 2))
                            .append("_waitForDelete", true)))
            .complete(() -> {});

    assertThat(documents(Objects.requireNonNull(rig.manifest(header).cluster()), "shop.ranged"))
        .isEqualTo(ShardedShop.DOCUMENTS);
    assertThat(rig.restore(ClusterRig.request(SET, "moving", null, null)).examples()).isEmpty();
  }
}
