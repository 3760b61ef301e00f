package io.holdfast.sandbox.real;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real MinIO on a folder, which can be killed and started again on the same port and folder. It
/// has one user.
public final class RealMinio implements AutoCloseable {
  /// Names the program to use instead of the one on the PATH.
  public static final String VARIABLE = "HOLDFAST_MINIO";

  public static final String USER = "holdfast-test";
  public static final String SECRET = "holdfast-test-secret";

  private final Path data;
  private final LocalServer server;

  private RealMinio(Path data, LocalServer server) {
    this.data = data;
    this.server = server;
  }

  /// The `minio` that the environment names, else the one on the PATH.
  public static Optional<Path> find() {
    return LocalServer.find(VARIABLE, "minio");
  }

  /// Starts one with its data and its log in `folder`.
  public static RealMinio start(Path program, Path folder) {
    Path data = folder.resolve("minio");
    int port = LocalServer.freePort();
    return new RealMinio(
        data,
        LocalServer.start(
            List.of(
                program.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + LocalServer.freePort(),
                data.toString()),
            Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", SECRET, "MINIO_BROWSER", "off"),
            port,
            folder.resolve("minio.log")));
  }

  /// Where it answers.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// The folder in which a bucket's objects are folders of their names.
  public Path bucket(String name) {
    return data.resolve(name);
  }

  /// How a process knows who may use it.
  public static Map<String, String> credentials() {
    return Map.of("AWS_ACCESS_KEY_ID", USER, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /// `kill -9`.
  public void kill() {
    server.kill();
  }

  /// Starts it again after [#kill], on the same port and with the data it had.
  public void restart() {
    server.restart();
  }

  @Override
  public void close() {
    server.close();
  }
}
