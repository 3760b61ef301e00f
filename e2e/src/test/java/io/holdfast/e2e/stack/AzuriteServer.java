package io.holdfast.e2e.stack;

import io.holdfast.sandbox.real.RealAzurite;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// A real Azurite that keeps blobs in memory.
public final class AzuriteServer implements AutoCloseable {
  private final RealAzurite azurite;

  private AzuriteServer(RealAzurite azurite) {
    this.azurite = azurite;
  }

  /// Starts one; skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names
  /// `azurite`.
  public static AzuriteServer start(Path folder) {
    return new AzuriteServer(
        RealAzurite.start(Required.of("azurite", "Azurite", RealAzurite.find()), folder));
  }

  /// The URL of a place in it.
  public URI url(String place) {
    return azurite.url(place);
  }

  /// How a process knows who may use it.
  public Map<String, String> credentials() {
    return RealAzurite.credentials();
  }

  @Override
  public void close() {
    azurite.close();
  }
}
