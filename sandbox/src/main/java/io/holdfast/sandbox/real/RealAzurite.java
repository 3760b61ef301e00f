package io.holdfast.sandbox.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real Azurite that keeps blobs in memory. It has one account; needs `node`.
public final class RealAzurite implements AutoCloseable {
  /// Names its `main.js`.
  public static final String VARIABLE = "HOLDFAST_AZURITE";

  private static final String ACCOUNT = "holdfast";
  private static final String KEY =
      Base64.getEncoder().encodeToString("no secret, only for tests".getBytes(UTF_8));

  private final LocalServer server;

  private RealAzurite(LocalServer server) {
    this.server = server;
  }

  /// The `main.js` that the environment names, else the one where `.ci/run` installs it.
  public static Optional<Path> find() {
    Map<String, String> environment = System.getenv();
    String cache =
        environment.getOrDefault(
            "HOLDFAST_CI_CACHE", System.getProperty("user.home") + "/.cache/holdfast-ci");
    String usual = cache + "/azurite/node_modules/azurite/dist/src/blob/main.js";
    return Optional.of(Path.of(environment.getOrDefault(VARIABLE, usual))).filter(Files::exists);
  }

  /// Starts one with its log in `folder`.
  public static RealAzurite start(Path script, Path folder) {
    int port = LocalServer.freePort();
    return new RealAzurite(
        LocalServer.start(
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
            port,
            folder.resolve("azurite.log")));
  }

  /// Where it listens.
  public int port() {
    return server.port();
  }

  /// The URL of a place in it, such as `container/prefix`.
  public URI url(String place) {
    return url(place, port());
  }

  /// The same, reached at another port of this machine.
  public static URI url(String place, int port) {
    return URI.create(
        "azblob://%s?endpoint=http://127.0.0.1:%d/%s".formatted(place, port, ACCOUNT));
  }

  /// What a process finds in its environment to use it.
  public static Map<String, String> credentials() {
    return Map.of("AZURE_STORAGE_ACCOUNT", ACCOUNT, "AZURE_STORAGE_KEY", KEY);
  }

  @Override
  public void close() {
    server.close();
  }
}
