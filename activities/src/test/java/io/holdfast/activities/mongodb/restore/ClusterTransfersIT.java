package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.mongodb.cluster.ClusterTime;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.PointInTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real cluster that is being written to, whose balancer runs, and whose primaries step down.
class ClusterTransfersIT {
  private static final InstanceId SET = new InstanceId("set");
  private static final int ACCOUNTS = 40;
  private static final int CLERKS = 6;
  private static final long EACH = 1_000;

  @AutoClose private static RealShardedCluster cluster;
  @AutoClose private static RealReplicaSet set;

  @TempDir Path folder;
  @AutoClose private ClusterRig rig;

  @BeforeAll
  static void start() {
    cluster = RealClusters.require("bank", 2);
    set = RealReplicaSet.start(RealReplicaSet.find().orElseThrow(), "plain", 1);
  }

  @BeforeEach
  void open() {
    rig = new ClusterRig(cluster.uri(), folder);
    rig.register(SET, set.uri());
  }

  @Test
  void noMoneyIsLostWhenTransfersAcrossShardsGoOnDuringTheBackup() {
    openAccounts();
    List<Thread> clerks = new ArrayList<>();
    AtomicInteger transfers = new AtomicInteger();
    for (int i = 0; i < CLERKS; i++) {
      clerks.add(Thread.ofPlatform().unstarted(() -> transferUntilTold(transfers)));
    }
    clerks.forEach(Thread::start);
    BackupHeader header;
    try {
      header =
          rig.new Backing("bank")
              .dump(() -> awaitMore(transfers, 20))
              .complete(() -> awaitMore(transfers, 20));
    } finally {
      clerks.forEach(Thread::interrupt);
      clerks.forEach(ClusterTransfersIT::join);
    }

    assertThat(rig.manifest(header).replicaSets())
        .extracting(content -> content.oplogWindow().to())
        .containsOnly(header.pointInTime());
    assertThat(rig.restore(ClusterRig.request(SET, "bank", null, null)).examples()).isEmpty();
    try (MongoClient target = MongoClients.create(set.uri())) {
      MongoCollection<Document> accounts = target.getDatabase("bank").getCollection("accounts");
      assertThat(accounts.countDocuments()).isEqualTo(ACCOUNTS);
      long sum = 0;
      long moves = 0;
      for (Document account : accounts.find()) {
        sum += account.getLong("balance");
        moves += account.getLong("moves");
      }
      assertThat(sum).isEqualTo(ACCOUNTS * EACH);
      assertThat(moves).as("each transfer is seen on both of its accounts").isEven().isPositive();
    }
  }

  private void openAccounts() {
    rig.source().getDatabase("bank").drop();
    admin(new Document("enableSharding", "bank").append("primaryShard", "bank-sh1"));
    admin(new Document("shardCollection", "bank.accounts").append("key", new Document("_id", 1)));
    admin(
        new Document("split", "bank.accounts").append("middle", new Document("_id", ACCOUNTS / 2)));
    admin(
        new Document("moveChunk", "bank.accounts")
            .append("find", new Document("_id", ACCOUNTS))
            .append("to", "bank-sh2"));
    rig.source()
        .getDatabase("bank")
        .getCollection("accounts")
        .insertMany(
            IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> new Document("_id", i).append("balance", EACH).append("moves", 0L))
                .toList());
  }

  private void transferUntilTold(AtomicInteger transfers) {
    MongoCollection<Document> accounts = rig.source().getDatabase("bank").getCollection("accounts");
    try (ClientSession session = rig.source().startSession()) {
      while (!Thread.currentThread().isInterrupted()) {
        int from = ThreadLocalRandom.current().nextInt(ACCOUNTS / 2);
        int to = ACCOUNTS / 2 + ThreadLocalRandom.current().nextInt(ACCOUNTS / 2);
        int amount = ThreadLocalRandom.current().nextInt(1, 10);
        var _ =
            session.withTransaction(
                () -> {
                  accounts.updateOne(session, Filters.eq(from), moved(-amount));
                  return accounts.updateOne(session, Filters.eq(to), moved(amount));
                });
        transfers.incrementAndGet();
      }
    } catch (MongoException e) {
      // Told to stop in the middle of a call.
      assertThat(Thread.currentThread().isInterrupted() || isInterruption(e)).isTrue();
    }
  }

  private static boolean isInterruption(MongoException e) {
    return e instanceof com.mongodb.MongoInterruptedException
        || e.getCause() instanceof InterruptedException;
  }

  private static org.bson.conversions.Bson moved(long amount) {
    return Updates.combine(Updates.inc("balance", amount), Updates.inc("moves", 1L));
  }

  private static void awaitMore(AtomicInteger transfers, int more) {
    int goal = transfers.get() + more;
    await().atMost(Duration.ofSeconds(60)).until(() -> transfers.get() >= goal);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theBalancerIsStoppedForTheDumpAndRunsAgain() {
    Balancer balancer = new Balancer(rig.connector());

    balancer.stop(rig.instance(), Heartbeat.none());
    balancer.stop(rig.instance(), Heartbeat.none());
    assertThat(balancing()).isFalse();
    balancer.start(rig.instance());
    balancer.start(rig.instance());

    assertThat(balancing()).isTrue();
  }

  private boolean balancing() {
    Cluster found = Objects.requireNonNull(rig.topology().cluster());
    return found.balancing();
  }

  @Test
  void aTimeIsSettledAsSoonAsAShardHasAPrimaryAgain() {
    List<String> members =
        List.of(
            cluster.shards().get(0).primary().host(),
            cluster.shards().get(1).primary().host(),
            cluster.configServers().primary().host());
    LocalMember first = cluster.shards().getFirst().primary();
    try (MongoClient direct = MongoClients.create(first.directUri())) {
      var _ =
          direct
              .getDatabase("admin")
              .runCommand(
                  new Document("replSetStepDown", 2)
                      .append("secondaryCatchUpPeriodSecs", 0)
                      .append("force", true));
    }
    ClusterTime time = new ClusterTime(rig.connector());

    PointInTime settled =
        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreException(HoldfastException.class)
            .until(() -> time.settle(rig.instance(), members, Heartbeat.none()), at -> true);

    assertThat(time.settle(rig.instance(), members, Heartbeat.none()))
        .isGreaterThanOrEqualTo(settled);
  }

  private void admin(Document command) {
    var _ = rig.source().getDatabase("admin").runCommand(command);
  }
}
