package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.TroubledStoreContract;
import io.holdfast.activities.storage.server.AzuriteServer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TroubledAzureIT extends TroubledStoreContract {
  private static @Nullable AzuriteServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = AzuriteServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected int server() {
    return Objects.requireNonNull(server).port();
  }

  @Override
  protected ObjectStore storeAt(int port) {
    return AzureStores.open(AzuriteServer.url(port), AzureStores.HASTY, true).orElseThrow();
  }
}
