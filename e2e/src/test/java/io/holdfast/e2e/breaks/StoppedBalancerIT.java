package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The balancer of a real cluster is stopped for a backup, or a restore shard by shard: whatever
/// befalls that, it runs again.
class StoppedBalancerIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int MEGABYTES = 8;

  @Test
  void aBalancerRunsAgainAfterTheDeathOfAWorkerAndOfAWorkflow(@TempDir Path folder) {
    Assumptions.assumeTrue(
        RealShardedCluster.findRouter().isPresent(), "no mongos beside a mongod on the PATH");
    Map<String, String> soon = Map.of("HOLDFAST_WORKER_HEARTBEAT_TIMEOUT", "10s");
    try (RealShardedCluster cluster = RealShardedCluster.start("bal", 1, 1);
        Stack stack = Stack.start(folder, folder.resolve("repository"), soon)) {
      SampleData.fill(cluster.uri(), MEGABYTES);
      stack.register("cluster", cluster.uri());
      assertThat(balances(cluster)).isTrue();

      String killed = backup(stack, "killed", 1 << 20);
      awaitDump(stack, cluster, killed);
      stack.killWorkers();
      assertThat(balances(cluster)).isFalse();
      stack.startWorker();
      assertThat(end(stack, killed)).isEqualTo("completed");
      assertThat(balances(cluster)).isTrue();

      String terminated = backup(stack, "terminated", 1 << 18);
      awaitDump(stack, cluster, terminated);
      Servers.terminate(stack, "instance/cluster");
      assertThat(balances(cluster)).isFalse();
      assertThat(end(stack, backup(stack, "next", null))).isEqualTo("completed");
      assertThat(balances(cluster)).isTrue();
      assertThat(end(stack, terminated)).isEqualTo("failed");

      assertThat(end(stack, restoreShardByShard(stack, "killed"))).isEqualTo("completed");
      assertThat(balances(cluster)).isTrue();
    }
  }

  private static String restoreShardByShard(Stack stack, String backup) {
    Map<String, Object> body =
        Map.of("source", "cluster", "backup", backup, "consent", "cluster", "shardByShard", true);
    return stack.rest().post("/v1/restores", body).operation();
  }

  private static String backup(Stack stack, String name, @Nullable Integer rate) {
    Map<String, Object> body = new HashMap<>(Map.of("name", name));
    if (rate != null) {
      body.put("maxBytesPerSecond", rate);
    }
    return stack.rest().post("/v1/instances/cluster/backups", body).operation();
  }

  private static String end(Stack stack, String operation) {
    return stack.rest().awaitEnd(operation, LIMIT).path("state").asString();
  }

  private static void awaitDump(Stack stack, RealShardedCluster cluster, String operation) {
    await("the dump")
        .atMost(LIMIT)
        .until(
            () ->
                !balances(cluster)
                    && stack
                        .rest()
                        .get("/v1/operations/" + operation)
                        .body()
                        .toString()
                        .contains("LogicalBackup.Dump"));
  }

  private static boolean balances(RealShardedCluster cluster) {
    try (MongoClient client = MongoClients.create(cluster.uri())) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("balancerStatus", 1))
          .getString("mode")
          .equals("full");
    }
  }
}
