package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.StoreProvider;
import java.net.URI;
import java.util.Optional;

/// Containers as `azblob://container/prefix?account=…`. Names no class of the SDK, so that finding
/// this provider loads none.
public final class AzureStoreProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "azblob";
  }

  @Override
  public Optional<ObjectStore> open(URI location, boolean create) {
    return AzureStore.open(AzureLocation.parse(location), System.getenv(), Patience.USUAL, create)
        .map(ObjectStore.class::cast);
  }
}
