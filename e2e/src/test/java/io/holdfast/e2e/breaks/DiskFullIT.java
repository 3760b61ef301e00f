package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiskFullIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void aBackupThatFindsNoRoomFailsAndTheOldOneIsStillThere(@TempDir Path folder)
      throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString()),
        "needs permission to mount a small file system");
    try (SandboxReplicaSet shop = Sandboxes.start();
        SandboxReplicaSet clone = Sandboxes.start();
        Stack stack = Stack.start(folder, small.resolve("repository"), Map.of())) {
      stack.register("shop", shop.uri());
      stack.register("clone", clone.uri());
      SampleData.fill(shop.uri(), 8);
      var before = SampleData.contents(shop.uri());
      assertThat(backup(stack, "fits").path("state").asString()).isEqualTo("completed");
      int objects = new RepositoryFiles(stack.repository()).payload("shop").size();

      SampleData.addPictures(shop.uri(), "posters", 32);
      JsonNode full = backup(stack, "toobig");

      assertThat(full.path("state").asString()).isEqualTo("failed");
      assertThat(full.path("failure").path("code").asString()).isEqualTo("STORAGE_FULL");
      assertThat(new RepositoryFiles(stack.repository()).payload("shop")).hasSize(objects);
      String restore =
          stack
              .rest()
              .post("/v1/restores", Map.of("source", "shop", "backup", "fits", "target", "clone"))
              .operation();
      assertThat(stack.rest().awaitEnd(restore, LIMIT).path("state").asString())
          .isEqualTo("completed");
      assertThat(SampleData.contents(clone.uri())).isEqualTo(before);
    } finally {
      run("umount", small.toString());
    }
  }

  private static JsonNode backup(Stack stack, String name) {
    return stack
        .rest()
        .awaitEnd(
            stack.rest().post("/v1/instances/shop/backups", Map.of("name", name)).operation(),
            LIMIT);
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
