package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.server.Fault;
import io.holdfast.activities.storage.server.FaultyWire;
import io.holdfast.activities.storage.server.InJvmS3Server;
import io.holdfast.activities.storage.server.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a server inside this process, over a connection that fails every fifth request
/// in some way: a store keeps its promises all the same.
class BadConnectionStoreTest extends S3StoreContract {
  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Answer(503, "SlowDown"),
          new Fault.Cut(0),
          new Fault.Reset(),
          new Fault.Cut(100_000),
          new Fault.Answer(500, "InternalError"));
  private static final Patience SHORT =
      new Patience(
          8,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofSeconds(60));
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static @Nullable InJvmS3Server server;
  private static @Nullable FaultyWire wire;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = InJvmS3Server.start(folder);
    FaultyWire faulty = FaultyWire.to(server.endpoint());
    AtomicInteger count = new AtomicInteger();
    faulty.fail(
        _ -> {
          int number = count.incrementAndGet();
          return number % 5 == 0 ? FAULTS.get(number / 5 % FAULTS.size()) : new Fault.None();
        });
    wire = faulty;
  }

  @AfterAll
  static void stop() {
    if (wire != null) {
      wire.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ObjectStore newStore() {
    String url = server().url("faulty/test-" + TESTS.incrementAndGet());
    return S3Opening.open(S3Location.parse(URI.create(url)), true, SHORT).orElseThrow();
  }

  @Override
  public S3Server server() {
    return Objects.requireNonNull(wire);
  }

  @Override
  protected int lostAnswers() {
    return 1;
  }

  @Override
  public boolean replacesAtomically() {
    return false;
  }

  @Override
  public int manyObjects() {
    return 1_010;
  }
}
