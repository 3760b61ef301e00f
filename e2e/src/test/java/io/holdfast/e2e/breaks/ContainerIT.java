package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.stack.AzuriteServer;
import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository in a container of a real Azurite, used by the real processes.
class ContainerIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void aContainerIsCheckedFilledRestoredFromAndVerified(@TempDir Path folder) {
    try (AzuriteServer azurite = AzuriteServer.start(folder);
        SandboxReplicaSet shop = Sandboxes.start();
        SandboxReplicaSet clone = Sandboxes.start()) {
      URI url = azurite.url("backups/holdfast");
      assertThat(offline(folder, azurite, "check-store", url, "--create", "--quick"))
          .contains("Good enough");
      try (Stack stack = Stack.start(folder, url, azurite.credentials())) {
        SampleData.fill(shop.uri(), 16);
        stack.register("shop", shop.uri());
        stack.register("clone", clone.uri());
        run(stack, "/v1/instances/shop/backups", Map.of("name", "nightly"));
        run(
            stack,
            "/v1/restores",
            Map.of("source", "shop", "backup", "nightly", "target", "clone"));

        assertThat(SampleData.contents(clone.uri())).isEqualTo(SampleData.contents(shop.uri()));
        assertThat(stack.logs()).doesNotContain(azurite.credentials().get("AZURE_STORAGE_KEY"));
      }
      assertThat(offline(folder, azurite, "verify", url))
          .contains("1 backup", "Everything is whole");
    }
  }

  private static void run(Stack stack, String path, Map<String, String> request) {
    String operation = stack.rest().post(path, request).operation();
    assertThat(stack.rest().awaitEnd(operation, LIMIT).path("state").asString())
        .isEqualTo("completed");
  }

  private static String offline(
      Path folder, AzuriteServer azurite, String command, URI url, String... options) {
    List<String> arguments = new ArrayList<>(List.of("repo", command, url.toString()));
    arguments.addAll(List.of(options));
    try (ChildProcess process =
        ChildProcess.holdfast(arguments, azurite.credentials(), folder.resolve(command + ".log"))) {
      assertThat(process.await(120)).as(process.output()).isZero();
      return process.output();
    }
  }
}
