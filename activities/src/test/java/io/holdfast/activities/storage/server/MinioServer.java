package io.holdfast.activities.storage.server;

import io.holdfast.sandbox.real.RealMinio;
import java.net.URI;
import java.nio.file.Path;

/// A real MinIO on a folder, which can be killed and started again on the same port and folder.
public final class MinioServer implements S3Server {
  private static final ServerBinary BINARY = new ServerBinary("minio", "HOLDFAST_MINIO", "MinIO");

  private final RealMinio minio;

  private MinioServer(RealMinio minio) {
    this.minio = minio;
  }

  /// Starts one with its data in `folder`; skips the test where there is no MinIO.
  public static MinioServer start(Path folder) {
    S3Server.login();
    return new MinioServer(RealMinio.start(BINARY.require(), folder));
  }

  @Override
  public URI endpoint() {
    return minio.endpoint();
  }

  /// `kill -9`.
  public void kill() {
    minio.kill();
  }

  /// Starts it again after [#kill], on the same port and with the data it had.
  public void restart() {
    minio.restart();
  }

  @Override
  public void close() {
    minio.close();
  }
}
