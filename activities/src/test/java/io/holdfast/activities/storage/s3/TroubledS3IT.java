package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.TroubledStoreContract;
import io.holdfast.activities.storage.server.FaultyWire;
import io.holdfast.activities.storage.server.InJvmS3Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The promises of a bucket while the network makes trouble of every kind.
class TroubledS3IT extends TroubledStoreContract {
  private static final AtomicInteger TESTS = new AtomicInteger();
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
  protected URI server() {
    return Objects.requireNonNull(server).endpoint();
  }

  @Override
  protected ObjectStore storeBehind(FaultyWire wire, Duration silence) {
    String url = wire.url("troubled/test-" + TESTS.incrementAndGet());
    Patience hasty =
        new Patience(8, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(5), silence);
    return S3Opening.open(S3Location.parse(URI.create(url)), true, hasty).orElseThrow();
  }
}
