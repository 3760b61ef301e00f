package io.holdfast.bench;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writing a file to a store as one object, and reading that back, as Holdfast does it.
record StoreTrials(ObjectStore store, Path source) {
  private static final String KEY = "bench/object";

  Trial write() {
    return Trial.timed(
        "holdfast",
        () -> {
          store.delete(KEY);
          try (InputStream in = Files.newInputStream(source);
              ObjectUpload upload = store.upload(KEY)) {
            var _ = Content.copy(in, upload);
            return upload.commit().length();
          }
        });
  }

  Trial read() {
    return Trial.timed(
        "holdfast",
        () -> {
          try (InputStream in = store.read(KEY, 0).orElseThrow()) {
            return requireAll(Content.copy(in, OutputStream.nullOutputStream()));
          }
        });
  }

  private long requireAll(long read) throws IOException {
    if (read != Files.size(source)) {
      throw new IOException("only %d bytes came back".formatted(read));
    }
    return read;
  }
}
