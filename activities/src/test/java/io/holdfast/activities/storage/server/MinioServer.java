package io.holdfast.activities.storage.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real MinIO on a folder, which can be killed and started again on the same port and folder.
public final class MinioServer implements S3Server {
  private static final ServerBinary BINARY = new ServerBinary("minio", "HOLDFAST_MINIO", "MinIO");

  private final Path binary;
  private final Path folder;
  private final int port = ServerProcess.freePort();
  private ServerProcess process;

  private MinioServer(Path binary, Path folder) {
    this.binary = binary;
    this.folder = folder;
    this.process = launch();
  }

  /// Starts one with its data in `folder`; skips the test where there is no MinIO.
  public static MinioServer start(Path folder) {
    S3Server.login();
    return new MinioServer(BINARY.require(), folder);
  }

  private ServerProcess launch() {
    return ServerProcess.start(
        List.of(
            binary.toString(),
            "server",
            "--quiet",
            "--address",
            "127.0.0.1:" + port,
            "--console-address",
            "127.0.0.1:" + ServerProcess.freePort(),
            folder.resolve("data").toString()),
        Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", SECRET, "MINIO_BROWSER", "off"),
        port,
        folder.resolve("minio.log"));
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// `kill -9`.
  public void kill() {
    process.kill();
  }

  /// Starts it again after [#kill], on the same port and with the data it had.
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
