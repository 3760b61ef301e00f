package io.holdfast.activities.storage.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/// A real Azurite that keeps blobs in memory.
///
/// `HOLDFAST_AZURITE` names its `main.js`; otherwise it is looked for where `.ci/run` installs it.
public final class AzuriteServer implements AutoCloseable {
  private static final String ACCOUNT = "holdfast";
  private static final String KEY =
      Base64.getEncoder().encodeToString("no secret, only for tests".getBytes(UTF_8));
  private static final AtomicInteger CONTAINERS = new AtomicInteger();

  private final int port = ServerProcess.freePort();
  private final ServerProcess process;

  private AzuriteServer(Path script, Path folder) {
    process =
        ServerProcess.start(
            List.of(
                "node",
                script.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "" + port,
                "--silent",
                "--disableTelemetry",
                "--inMemoryPersistence",
                "--skipApiVersionCheck"),
            Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY),
            port,
            folder.resolve("azurite.log"));
  }

  /// Starts one with its log in `folder`; skips the test where there is no Azurite, or fails it
  /// when `HOLDFAST_IT_REQUIRE` names it.
  public static AzuriteServer start(Path folder) {
    String cache =
        System.getenv()
            .getOrDefault(
                "HOLDFAST_CI_CACHE", System.getProperty("user.home") + "/.cache/holdfast-ci");
    String usual = cache + "/azurite/node_modules/azurite/dist/src/blob/main.js";
    Path script = Path.of(System.getenv().getOrDefault("HOLDFAST_AZURITE", usual));
    String required = System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "");
    if (!Arrays.asList(required.split(",", -1)).contains("azurite")) {
      Assumptions.assumeTrue(Files.exists(script), "needs a real Azurite");
    }
    return new AzuriteServer(script, folder);
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// What a process finds in its environment to use it.
  public static Map<String, String> environment() {
    return Map.of("AZURE_STORAGE_ACCOUNT", ACCOUNT, "AZURE_STORAGE_KEY", KEY);
  }

  /// The URL of a container that is not there yet, with a prefix.
  public String url() {
    return url(port);
  }

  /// The same, reached at another port of this machine.
  public static String url(int port) {
    return "azblob://test-%d/some/prefix?endpoint=http://127.0.0.1:%d/%s"
        .formatted(CONTAINERS.incrementAndGet(), port, ACCOUNT);
  }

  @Override
  public void close() {
    process.close();
  }
}
