package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.server.AzuriteServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The opening of stores in an Azurite, with its credentials.
public final class AzureStores {
  private AzureStores() {}

  /// For a store that fails often: many tries and no long pauses.
  static Patience hasty(Duration silence) {
    return new Patience(8, silence, silence.multipliedBy(3), Duration.ofMillis(5));
  }

  /// A store in a new container of the Azurite that is reached at `port`.
  public static ObjectStore make(int port) {
    return open(AzuriteServer.url(port), Patience.USUAL, true).orElseThrow();
  }

  static Optional<ObjectStore> open(String url, Patience patience, boolean create) {
    return AzureStore.open(
            AzureLocation.parse(URI.create(url)), AzuriteServer.environment(), patience, create)
        .map(ObjectStore.class::cast);
  }
}
