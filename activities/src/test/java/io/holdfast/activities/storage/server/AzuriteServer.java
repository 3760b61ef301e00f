package io.holdfast.activities.storage.server;

import io.holdfast.sandbox.real.RealAzurite;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A real Azurite that keeps blobs in memory.
public final class AzuriteServer implements AutoCloseable {
  private static final AtomicInteger CONTAINERS = new AtomicInteger();

  private final RealAzurite azurite;

  private AzuriteServer(RealAzurite azurite) {
    this.azurite = azurite;
  }

  /// Starts one with its log in `folder`; skips the test where there is no Azurite, or fails it
  /// when `HOLDFAST_IT_REQUIRE` names it.
  public static AzuriteServer start(Path folder) {
    Optional<Path> script = RealAzurite.find();
    return new AzuriteServer(
        RealAzurite.start(ServerBinary.require("azurite", "Azurite", script), folder));
  }

  /// Where it listens.
  public int port() {
    return azurite.port();
  }

  /// What a process finds in its environment to use it.
  public static Map<String, String> environment() {
    return RealAzurite.credentials();
  }

  /// The URL of a container that is not there yet, with a prefix.
  public String url() {
    return url(port());
  }

  /// The same, reached at another port of this machine.
  public static String url(int port) {
    String place = "test-%d/some/prefix".formatted(CONTAINERS.incrementAndGet());
    return RealAzurite.url(place, port).toString();
  }

  @Override
  public void close() {
    azurite.close();
  }
}
