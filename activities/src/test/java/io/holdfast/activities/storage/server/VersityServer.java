package io.holdfast.activities.storage.server;

import io.holdfast.sandbox.real.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real versitygw, which keeps objects as files of a folder.
public final class VersityServer implements S3Server {
  private static final ServerBinary BINARY =
      new ServerBinary("versitygw", "HOLDFAST_VERSITYGW", "versitygw");

  private final int port = LocalServer.freePort();
  private final LocalServer process;

  private VersityServer(Path binary, Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path versions = Files.createDirectories(folder.resolve("versions"));
    process =
        LocalServer.start(
            List.of(
                binary.toString(),
                "--port",
                "127.0.0.1:" + port,
                "posix",
                "--versioning-dir",
                versions.toString(),
                data.toString()),
            Map.of("ROOT_ACCESS_KEY", USER, "ROOT_SECRET_KEY", SECRET),
            port,
            folder.resolve("versitygw.log"));
  }

  /// Starts one with its data in `folder`; skips the test where there is no versitygw.
  public static VersityServer start(Path folder) {
    S3Server.login();
    try {
      return new VersityServer(BINARY.require(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.close();
  }
}
