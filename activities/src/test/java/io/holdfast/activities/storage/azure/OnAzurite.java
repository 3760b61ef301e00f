package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.server.AzuriteServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A store in a container of its own on a real Azurite.
abstract class OnAzurite {
  private static @Nullable AzuriteServer server;

  final String url = server().url();
  final ObjectStore store = AzureStores.open(url, Patience.USUAL, true).orElseThrow();

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

  static AzuriteServer server() {
    return Objects.requireNonNull(server);
  }

  @AfterEach
  void close() {
    store.close();
  }

  static AzureLocation location(String url) {
    return AzureLocation.parse(URI.create(url));
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
