package io.holdfast.activities.storage.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.holdfast.activities.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A real Azurite in memory on a free port of loopback, started once for all tests of the process.
///
/// `HOLDFAST_AZURITE` names its `main.js`; otherwise it is looked for where `.ci/run` installs it.
/// Without one, tests are skipped, or fail if `HOLDFAST_IT_REQUIRE` names `azurite`.
public final class Azurite {
  private static final String ACCOUNT = "holdfast";
  private static final String KEY =
      Base64.getEncoder().encodeToString("no secret, only for tests".getBytes(UTF_8));
  private static final AtomicInteger CONTAINERS = new AtomicInteger();
  private static @Nullable Azurite running;

  private final int port;

  private Azurite(int port) {
    this.port = port;
  }

  /// The server, started if it is not running yet.
  public static synchronized Azurite get() {
    Azurite azurite = running == null ? start(script()) : running;
    running = azurite;
    return azurite;
  }

  private static Path script() {
    String named = System.getenv("HOLDFAST_AZURITE");
    String cache =
        System.getenv()
            .getOrDefault(
                "HOLDFAST_CI_CACHE", System.getProperty("user.home") + "/.cache/holdfast-ci");
    Path script =
        named == null
            ? Path.of(cache, "azurite/node_modules/azurite/dist/src/blob/main.js")
            : Path.of(named);
    if (!Files.exists(script)) {
      if (System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "").contains("azurite")) {
        fail("needs a real Azurite");
      }
      abort("needs a real Azurite: name its main.js by HOLDFAST_AZURITE");
    }
    return script;
  }

  private static Azurite start(Path script) {
    try {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  "node",
                  script.toString(),
                  "--blobHost",
                  "127.0.0.1",
                  "--blobPort",
                  "" + port,
                  "--silent",
                  "--disableTelemetry",
                  "--inMemoryPersistence",
                  "--skipApiVersionCheck")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Awaitility.await("Azurite")
          .atMost(Duration.ofSeconds(60))
          .until(() -> answers(port) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException("Azurite ended with " + process.exitValue());
      }
      return new Azurite(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// What a process finds in its environment to use it.
  public static Map<String, String> environment() {
    return Map.of("AZURE_STORAGE_ACCOUNT", ACCOUNT, "AZURE_STORAGE_KEY", KEY);
  }

  /// The URL of a container that is not there yet, with a prefix, reached at `port`.
  public static String url(int port) {
    return "azblob://test-%d/some/prefix?endpoint=http://127.0.0.1:%d/%s"
        .formatted(CONTAINERS.incrementAndGet(), port, ACCOUNT);
  }

  /// A store in a new container.
  public ObjectStore newStore() {
    return open(url(port), Patience.USUAL, true).orElseThrow();
  }

  static Optional<ObjectStore> open(String url, Patience patience, boolean create) {
    return AzureStore.open(AzureLocation.parse(URI.create(url)), environment(), patience, create)
        .map(ObjectStore.class::cast);
  }
}
