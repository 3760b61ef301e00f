package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The member that a backup reads from dies in the middle of the dump, and stays away.
class LostSourceIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int HIDDEN = 2;

  @Test
  void aBackupGoesOnFromAnotherMember(@TempDir Path folder) throws IOException {
    try (SandboxReplicaSet shop =
            SandboxReplicaSet.start(
                SandboxOptions.defaults().hidden(HIDDEN).oplogBytes(64L << 20));
        Stack stack = Stack.start(folder)) {
      SampleData.fill(shop.uri(), 64);
      stack.register("shop", shop.uri());
      RepositoryFiles files = new RepositoryFiles(stack.repository());

      // Slowly, so that there is a middle.
      String backup =
          stack
              .rest()
              .post(
                  "/v1/instances/shop/backups",
                  Map.of("name", "replaced", "maxParallel", 1, "maxBytesPerSecond", 16_000_000))
              .operation();
      await("some chunks, not all")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !files.chunks("shop", "pictures").isEmpty());
      LocalMember source = shop.members().get(HIDDEN);
      shop.kill(source);

      JsonNode ended = stack.rest().awaitEnd(backup, LIMIT);
      assertThat(ended.path("state").asString()).isEqualTo("completed");
      assertThat(files.manifests("shop")).hasSize(1);
      assertThat(Files.readString(files.manifests("shop").getFirst()))
          .contains("took over from " + source.host());
    }
  }
}
