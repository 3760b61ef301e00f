package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.TroubledStoreContract;
import io.holdfast.activities.storage.server.AzuriteServer;
import io.holdfast.activities.storage.server.FaultyWire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
  protected URI server() {
    return URI.create("http://127.0.0.1:" + Objects.requireNonNull(server).port());
  }

  @Override
  protected ObjectStore storeBehind(FaultyWire wire, Duration silence) {
    String url = AzuriteServer.url(wire.endpoint().getPort());
    return AzureStores.open(url, AzureStores.hasty(silence), true).orElseThrow();
  }
}
