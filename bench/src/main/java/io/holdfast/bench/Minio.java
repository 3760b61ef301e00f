package io.holdfast.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A MinIO server of the benchmark's own, with one bucket.
final class Minio implements AutoCloseable {
  static final String BUCKET = "bench";
  private static final String SECRET = "only-for-a-benchmark";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final URI endpoint;

  private Minio(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// The program that `HOLDFAST_MINIO` names, else the one on the PATH.
  static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("HOLDFAST_MINIO")).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "minio"));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  static Minio start(Path program, Path folder) throws IOException {
    // The SDK's default chain, which Holdfast uses too, looks here first.
    System.setProperty("aws.accessKeyId", BUCKET);
    System.setProperty("aws.secretAccessKey", SECRET);
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "server",
            "--quiet",
            "--address",
            "127.0.0.1:" + port,
            "--console-address",
            "127.0.0.1:" + freePort(),
            folder.resolve("data").toString());
    builder.environment().put("MINIO_ROOT_USER", BUCKET);
    builder.environment().put("MINIO_ROOT_PASSWORD", SECRET);
    builder.environment().put("MINIO_BROWSER", "off");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("minio.log").toFile());
    Minio minio = new Minio(builder.start(), URI.create("http://127.0.0.1:" + port));
    minio.await(port);
    try (S3Client client = minio.client()) {
      var _ = client.createBucket(request -> request.bucket(BUCKET));
    }
    return minio;
  }

  private void await(int port) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("MinIO did not start");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// The SDK's own client, as its documentation builds one.
  S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .build();
  }

  /// A repository's URL in the bucket.
  String url(String prefix) {
    return "s3://%s/%s?endpoint=%s&region=us-east-1".formatted(BUCKET, prefix, endpoint);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        var _ = process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      var _ = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
