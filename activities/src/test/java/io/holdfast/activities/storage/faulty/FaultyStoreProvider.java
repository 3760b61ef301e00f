package io.holdfast.activities.storage.faulty;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectStores;
import io.holdfast.activities.storage.StoreProvider;
import java.net.URI;
import java.util.Optional;

/// `faulty:///path`: a directory whose writes fail as [Faults#PLAN] says.
public final class FaultyStoreProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "faulty";
  }

  @Override
  public Optional<ObjectStore> open(URI location, boolean create) {
    return ObjectStores.open("file://" + location.getRawPath(), create)
        .map(store -> new FaultyStore(store, Faults.PLAN));
  }
}
