package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.TroubledStoreContract;
import io.holdfast.activities.storage.server.FaultyWire;
import io.holdfast.activities.storage.server.MinioServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TroubledMinioIT extends TroubledStoreContract {
  private static final Patience HASTY =
      new Patience(
          8,
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofMillis(20),
          Duration.ofSeconds(1));
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static @Nullable MinioServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = MinioServer.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected URI server() {
    return Objects.requireNonNull(server).endpoint();
  }

  @Override
  protected ObjectStore storeBehind(FaultyWire wire) {
    String url = wire.url("troubled/test-" + NEXT.incrementAndGet());
    return S3Opening.open(S3Location.parse(URI.create(url)), true, HASTY).orElseThrow();
  }
}
