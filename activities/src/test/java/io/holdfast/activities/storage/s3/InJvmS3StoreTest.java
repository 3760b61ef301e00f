package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.server.InJvmS3Server;
import io.holdfast.activities.storage.server.S3Server;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class InJvmS3StoreTest extends S3StoreContract {
  private static @Nullable InJvmS3Server server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = InJvmS3Server.start(folder);
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

  @Override
  public boolean replacesAtomically() {
    return false;
  }
}
