package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` to the only worker in the middle of the work. Another one goes on once the heartbeat
/// has been missed for long enough.
class KilledWorkerIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /// Some chunks of 32 MiB, which come apart in time because of the rate.
  private static final int MEGABYTES = 112;

  private static final int BYTES_PER_SECOND = 16 << 20;

  @Test
  void aWorkerKilledDuringDumpAndRestoreCostsTimeAndNothingElse(@TempDir Path folder) {
    try (SandboxReplicaSet shop = Sandboxes.start();
        SandboxReplicaSet clone = Sandboxes.start();
        Stack stack =
            Stack.start(
                folder,
                folder.resolve("repository"),
                Map.of("HOLDFAST_WORKER_HEARTBEAT_TIMEOUT", "10s"))) {
      SampleData.fill(shop.uri(), MEGABYTES);
      stack.register("shop", shop.uri());
      stack.register("clone", clone.uri());
      RepositoryFiles files = new RepositoryFiles(stack.repository());

      Map<String, Object> slowly = Map.of("name", "halfway", "maxBytesPerSecond", BYTES_PER_SECOND);
      String backup = stack.rest().post("/v1/instances/shop/backups", slowly).operation();
      await("some chunks, not all")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> files.chunks("shop", "pictures").size() >= 2);
      killInTheMiddle(stack, backup);
      assertThat(files.manifests("shop")).isEmpty();
      assertThat(stack.rest().awaitEnd(backup, LIMIT).path("state").asString())
          .isEqualTo("completed");
      assertThat(files.manifests("shop")).hasSize(1);

      String restore = restore(stack).operation();
      await("some documents, not all")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> count(clone.uri()) > 1_000);
      killInTheMiddle(stack, restore);
      assertThat(stack.rest().awaitEnd(restore, LIMIT).path("state").asString())
          .isEqualTo("completed");
      Map<String, Map<String, String>> expected = SampleData.contents(shop.uri());
      expected.put("images", expected.remove("pictures"));
      assertThat(SampleData.contents(clone.uri())).isEqualTo(expected);
    }
  }

  /// A part of the backup, under another name: what is resumed is resumed under the new names.
  private static Rest.Answer restore(Stack stack) {
    return stack
        .rest()
        .post(
            "/v1/restores",
            Map.of(
                "source", "shop",
                "backup", "halfway",
                "target", "clone",
                "include", List.of("shop.*"),
                "rename", List.of(Map.of("from", "shop.pictures", "to", "shop.images"))));
  }

  private static void killInTheMiddle(Stack stack, String operation) {
    stack.killWorkers();
    assertThat(stack.rest().get("/v1/operations/" + operation).body().path("running").asBoolean())
        .as("killed in the middle")
        .isTrue();
    stack.startWorker();
  }

  private static long count(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      return client.getDatabase(SampleData.DATABASE).getCollection("images").countDocuments();
    }
  }
}
