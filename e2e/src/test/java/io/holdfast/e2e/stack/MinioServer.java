package io.holdfast.e2e.stack;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real MinIO, which can be killed and started again on the same port and folder.
public final class MinioServer implements AutoCloseable {
  private static final String USER = "holdfast-test";
  private static final String SECRET = "holdfast-test-secret";

  private final Path binary;
  private final Path folder;
  private final int port = TemporalServer.freePort();
  private ChildProcess process;

  private MinioServer(Path binary, Path folder) {
    this.binary = binary;
    this.folder = folder;
    this.process = launch();
  }

  /// Starts one; skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names
  /// `minio`.
  public static MinioServer start(Path folder) {
    Optional<Path> binary = find();
    String reason = "needs a real MinIO";
    if (binary.isEmpty()
        && System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "").contains("minio")) {
      throw new IllegalStateException(reason);
    }
    Assumptions.assumeTrue(binary.isPresent(), reason);
    return new MinioServer(binary.orElseThrow(), folder);
  }

  private static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("HOLDFAST_MINIO")).map(Path::of);
    Stream<Path> onPath =
        Arrays.stream(System.getenv("PATH").split(":", -1)).map(path -> Path.of(path, "minio"));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  private ChildProcess launch() {
    ChildProcess started =
        ChildProcess.start(
            List.of(
                binary.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + TemporalServer.freePort(),
                data().toString()),
            Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", SECRET),
            folder.resolve("minio.log"));
    await("MinIO")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !started.isAlive() || TemporalServer.listens(port));
    if (!started.isAlive()) {
      throw new IllegalStateException("MinIO ended:\n" + started.output());
    }
    return started;
  }

  private Path data() {
    return folder.resolve("minio");
  }

  /// The folder in which a bucket's objects are folders of their names.
  public Path bucket(String name) {
    return data().resolve(name);
  }

  /// The URL of a place in it.
  public URI url(String place, String more) {
    return URI.create("s3://" + place + "?endpoint=http://127.0.0.1:" + port + more);
  }

  /// How a process knows who may use it.
  public Map<String, String> credentials() {
    return Map.of("AWS_ACCESS_KEY_ID", USER, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /// `kill -9`.
  public void kill() {
    process.kill();
  }

  /// Starts it again after [#kill], with the data it had.
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
