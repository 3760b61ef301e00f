package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalRestartedIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void aBackupOutlivesTheDeathOfTemporal(@TempDir Path folder) {
    try (SandboxReplicaSet shop = Sandboxes.start();
        Stack stack = Stack.start(folder)) {
      SampleData.fill(shop.uri(), 128);
      stack.register("shop", shop.uri());
      RepositoryFiles files = new RepositoryFiles(stack.repository());
      String backup =
          stack.rest().post("/v1/instances/shop/backups", Map.of("name", "through")).operation();
      await("the first chunk")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !files.chunks("shop", "pictures").isEmpty());

      stack.temporal().kill();
      assertThat(files.manifests("shop")).as("killed in the middle").isEmpty();
      Rest.Answer meanwhile =
          stack.rest().post("/v1/instances/shop/backups", Map.of("name", "meanwhile"));
      assertThat(meanwhile.status()).isEqualTo(503);
      assertThat(meanwhile.code()).isEqualTo("TEMPORAL_UNAVAILABLE");
      stack.temporal().restart();

      assertThat(stack.rest().awaitEnd(backup, LIMIT).path("state").asString())
          .isEqualTo("completed");
      assertThat(files.manifests("shop")).hasSize(1);
    }
  }
}
