package io.holdfast.e2e.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A real Azurite that keeps blobs in memory, found by `HOLDFAST_AZURITE` (its `main.js`) or where
/// `.ci/run` installs it.
public final class AzuriteServer implements AutoCloseable {
  private static final String ACCOUNT = "holdfast";
  private static final String KEY =
      Base64.getEncoder().encodeToString("no secret, only for tests".getBytes(UTF_8));

  private final int port = TemporalServer.freePort();
  private final ChildProcess process;

  private AzuriteServer(Path script, Path folder) {
    process =
        ChildProcess.start(
            List.of(
                "node",
                script.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(port),
                "--silent",
                "--disableTelemetry",
                "--inMemoryPersistence",
                "--skipApiVersionCheck"),
            Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY),
            folder.resolve("azurite.log"));
    await("Azurite")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || TemporalServer.listens(port));
    if (!process.isAlive()) {
      throw new IllegalStateException("Azurite ended:\n" + process.output());
    }
  }

  /// Starts one; skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names
  /// `azurite`.
  public static AzuriteServer start(Path folder) {
    String cache =
        System.getenv()
            .getOrDefault(
                "HOLDFAST_CI_CACHE", System.getProperty("user.home") + "/.cache/holdfast-ci");
    String usual = cache + "/azurite/node_modules/azurite/dist/src/blob/main.js";
    Path script = Path.of(System.getenv().getOrDefault("HOLDFAST_AZURITE", usual));
    if (!System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "").contains("azurite")) {
      Assumptions.assumeTrue(Files.exists(script), "needs a real Azurite");
    }
    return new AzuriteServer(script, folder);
  }

  /// The URL of a place in it.
  public URI url(String place) {
    return URI.create(
        "azblob://%s?endpoint=http://127.0.0.1:%d/%s".formatted(place, port, ACCOUNT));
  }

  /// How a process knows who may use it.
  public Map<String, String> credentials() {
    return Map.of("AZURE_STORAGE_ACCOUNT", ACCOUNT, "AZURE_STORAGE_KEY", KEY);
  }

  @Override
  public void close() {
    process.close();
  }
}
