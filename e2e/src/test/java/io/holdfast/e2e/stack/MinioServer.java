package io.holdfast.e2e.stack;

import io.holdfast.sandbox.real.RealMinio;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// A real MinIO, which can be killed and started again on the same port and folder.
public final class MinioServer implements AutoCloseable {
  private final RealMinio minio;

  private MinioServer(RealMinio minio) {
    this.minio = minio;
  }

  /// Starts one; skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names
  /// `minio`.
  public static MinioServer start(Path folder) {
    return new MinioServer(
        RealMinio.start(Required.of("minio", "MinIO", RealMinio.find()), folder));
  }

  /// The folder in which a bucket's objects are folders of their names.
  public Path bucket(String name) {
    return minio.bucket(name);
  }

  /// The URL of a place in it.
  public URI url(String place, String more) {
    return URI.create("s3://" + place + "?endpoint=" + minio.endpoint() + more);
  }

  /// How a process knows who may use it.
  public Map<String, String> credentials() {
    return RealMinio.credentials();
  }

  /// `kill -9`.
  public void kill() {
    minio.kill();
  }

  /// Starts it again after [#kill], with the data it had.
  public void restart() {
    minio.restart();
  }

  @Override
  public void close() {
    minio.close();
  }
}
