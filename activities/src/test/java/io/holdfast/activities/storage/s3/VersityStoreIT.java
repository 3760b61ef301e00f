package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.server.S3Server;
import io.holdfast.activities.storage.server.VersityServer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class VersityStoreIT extends S3StoreContract implements ObjectLockContract {
  private static @Nullable VersityServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = VersityServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public S3Server server() {
    return Objects.requireNonNull(server);
  }
}
