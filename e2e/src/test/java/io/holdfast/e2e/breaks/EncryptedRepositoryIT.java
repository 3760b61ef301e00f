package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Rest;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository with a key, and an instance whose password is sealed with it: nothing of the data,
/// of the key or of the password lies anywhere, and all of it comes back.
class EncryptedRepositoryIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PASSWORD = "sesame-8c1f0b";

  private final RepositoryKey key = RepositoryKey.generate();

  @Test
  void theDataComesBackAndNothingOfItLiesInTheRepositoryWithoutTheKey(@TempDir Path folder)
      throws IOException {
    // Not compressed, so that the documents' words would stand there as they are.
    Map<String, String> environment =
        Map.of(
            "HOLDFAST_REPOSITORY_KEY", "env:SHOP_KEY",
            "SHOP_KEY", key.text(),
            "HOLDFAST_REPOSITORY_COMPRESSION", "none");
    try (SandboxReplicaSet shop = Sandboxes.startWithUser("backup", PASSWORD);
        SandboxReplicaSet clone = Sandboxes.start();
        Stack stack = Stack.start(folder, folder.resolve("repository"), environment)) {
      String uri = Sandboxes.uri(shop, "backup", PASSWORD);
      SampleData.fill(uri, 1);
      stack.register("clone", clone.uri());
      registerSealed(stack, shop);

      run(stack, "/v1/instances/shop/backups", Map.of("name", "sealed"));
      run(stack, "/v1/restores", Map.of("source", "shop", "backup", "sealed", "target", "clone"));

      assertThat(SampleData.contents(clone.uri())).isEqualTo(SampleData.contents(uri));
      assertQuiet(stack.logs());
      assertThat(Histories.of(stack.temporal().address()))
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(this::assertQuiet);
      assertQuiet(stack.repository());
      assertWrongKeyIsRefused(folder, stack);
    }
  }

  private static void registerSealed(Stack stack, SandboxReplicaSet shop) {
    Rest.Answer registered =
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
                    Map.of("username", "backup", "secret", PASSWORD)));
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.body().at("/credentials/sealed").asBoolean()).isTrue();
    assertThat(registered.body().toString()).doesNotContain(PASSWORD);
  }

  private static void run(Stack stack, String path, Map<String, ?> body) {
    String operation = stack.rest().post(path, body).operation();
    assertThat(stack.rest().awaitEnd(operation, LIMIT).path("state").asString())
        .isEqualTo("completed");
  }

  private void assertQuiet(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSizeGreaterThan(5);
      for (Path file : all) {
        // Every byte is a character of its own.
        assertQuiet(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void assertQuiet(String text) {
    assertThat(text)
        .doesNotContain(PASSWORD)
        .doesNotContain(SampleData.MARKER)
        .doesNotContain(key.text().substring("hfk1_".length()));
  }

  private void assertWrongKeyIsRefused(Path folder, Stack stack) {
    Map<String, String> wrong =
        Map.of(
            "HOLDFAST_REPOSITORY_URL", stack.repository().toUri().toString(),
            "HOLDFAST_REPOSITORY_KEY", "env:SHOP_KEY",
            "HOLDFAST_TEMPORAL_ADDRESS", stack.temporal().address(),
            "SHOP_KEY", RepositoryKey.generate().text());
    try (ChildProcess worker =
        ChildProcess.holdfast(List.of("worker"), wrong, folder.resolve("wrong.log"))) {
      await("the end of a worker with a wrong key")
          .atMost(Duration.ofSeconds(60))
          .until(() -> !worker.isAlive());
      assertThat(worker.output()).contains("KEY_MISSING", key.id());
    }
  }
}
