package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ConcurrentStoreContract;
import io.holdfast.activities.storage.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends ConcurrentStoreContract {
  @TempDir Path directory;

  @Override
  protected ObjectStore newStore() {
    return FileStore.open(directory, true).orElseThrow();
  }
}
