package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.contract.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends ObjectStoreContract {
  @TempDir Path directory;

  @Override
  protected ObjectStore newStore() {
    return FileStore.open(directory, true).orElseThrow();
  }

  /// A directory is not listed in pages, and every write waits for the disk.
  @Override
  public int manyObjects() {
    return 120;
  }
}
