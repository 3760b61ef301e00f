package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.ObjectStoreContract;

class InMemoryStoreTest extends ObjectStoreContract {
  @Override
  protected ObjectStore newStore() {
    return new InMemoryStore();
  }
}
