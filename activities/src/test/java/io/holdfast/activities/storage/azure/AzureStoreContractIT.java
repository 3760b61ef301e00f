package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.ObjectStoreContract;
import io.holdfast.activities.storage.server.AzuriteServer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureStoreContractIT extends ObjectStoreContract {
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
  protected ObjectStore newStore() {
    return AzureStores.make(Objects.requireNonNull(server).port());
  }
}
