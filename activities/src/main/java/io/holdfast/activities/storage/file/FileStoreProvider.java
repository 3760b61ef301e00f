package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.StoreProvider;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Directories as `file:///absolute/path`, percent-encoded where it must be.
public final class FileStoreProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public Optional<ObjectStore> open(URI location, boolean create) {
    return FileStore.open(directory(location), create).map(ObjectStore.class::cast);
  }

  private static Path directory(URI location) {
    String path = location.getPath();
    boolean absolute = path != null && path.startsWith("/") && location.getRawAuthority() == null;
    if (!absolute || location.getRawQuery() != null || location.getRawFragment() != null) {
      throw refused("A directory repository has an absolute path and nothing else in its URL.");
    }
    try {
      return Path.of(path).normalize();
    } catch (InvalidPathException e) {
      throw refused("The repository URL's path is not one of this file system: " + e.getReason());
    }
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Write three slashes and an absolute path: file:///var/lib/holdfast");
  }
}
