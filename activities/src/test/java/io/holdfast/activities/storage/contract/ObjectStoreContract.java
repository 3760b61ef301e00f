package io.holdfast.activities.storage.contract;

import io.holdfast.activities.storage.ObjectStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What [ObjectStore] promises, as tests. A store's own test extends this and says how to make an
/// empty one.
public abstract class ObjectStoreContract
    implements ReadWriteContract,
        UploadContract,
        ListContract,
        KeyContract,
        ConcurrencyContract,
        RetryContract {
  private ObjectStore store;

  /// An empty store.
  protected abstract ObjectStore newStore() throws IOException;

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public int manyObjects() {
    return 1_100;
  }

  @BeforeEach
  void openStore() throws IOException {
    store = newStore();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }
}
