package io.holdfast.activities.storage;

class InMemoryStoreTest extends ConcurrentStoreContract {
  @Override
  protected ObjectStore newStore() {
    return new InMemoryStore();
  }
}
