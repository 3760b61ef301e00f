package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Neither a password nor a document is ever in a workflow's history, a record or a log.
class NothingSecretTravelsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PASSWORD = "sesame-8c1f0b";

  @Test
  void historiesRecordsAndLogsHoldNoPasswordAndNoDocument(@TempDir Path folder) throws IOException {
    Map<String, String> secrets = Map.of("SHOP_PASSWORD", PASSWORD);
    try (SandboxReplicaSet shop = Sandboxes.startWithUser("backup", PASSWORD);
        SandboxReplicaSet clone = Sandboxes.start();
        Stack stack = Stack.start(folder, folder.resolve("repository"), secrets)) {
      SampleData.fill(Sandboxes.uri(shop, "backup", PASSWORD), 1);
      stack.register("clone", clone.uri());
      assertThat(
              stack
                  .rest()
                  .post(
                      "/v1/instances",
                      Map.of(
                          "id",
                          "shop",
                          "connectionString",
                          shop.uri(),
                          "credentials",
                          Map.of("username", "backup", "password", "env:SHOP_PASSWORD")))
                  .status())
          .isEqualTo(201);
      String backup =
          stack.rest().post("/v1/instances/shop/backups", Map.of("name", "quiet")).operation();
      assertThat(stack.rest().awaitEnd(backup, LIMIT).path("state").asString())
          .isEqualTo("completed");
      String restore =
          stack
              .rest()
              .post("/v1/restores", Map.of("source", "shop", "backup", "quiet", "target", "clone"))
              .operation();
      assertThat(stack.rest().awaitEnd(restore, LIMIT).path("state").asString())
          .isEqualTo("completed");

      List<String> histories = Histories.of(stack.temporal().address());
      assertThat(histories).hasSizeGreaterThanOrEqualTo(2);
      assertThat(histories).allSatisfy(NothingSecretTravelsIT::assertQuiet);
      assertQuiet(stack.logs());
      try (Stream<Path> files = Files.walk(stack.repository())) {
        for (Path record : files.filter(file -> file.toString().endsWith(".json")).toList()) {
          assertQuiet(Files.readString(record));
        }
      }
    }
  }

  private static void assertQuiet(String text) {
    assertThat(text).doesNotContain(PASSWORD).doesNotContain(SampleData.MARKER);
  }
}
