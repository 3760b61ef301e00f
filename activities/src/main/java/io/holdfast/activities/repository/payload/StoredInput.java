package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.transfer.BulkInputStream;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stored bytes of an object on their way out of the store: counted and hashed, and refused
/// when they are not as many as the manifest says. Errors are `HoldfastException`s.
final class StoredInput extends BulkInputStream {
  private final ObjectStore store;
  private final String fullKey;
  private final PayloadObject object;
  private final InputStream in;
  private final MessageDigest sha256 = Sha256.digest();
  private long count;

  private StoredInput(ObjectStore store, String fullKey, PayloadObject object, InputStream in) {
    this.store = store;
    this.fullKey = fullKey;
    this.object = object;
    this.in = in;
  }

  static StoredInput open(ObjectStore store, String fullKey, PayloadObject object) {
    InputStream in = store.read(fullKey, 0).orElseThrow(() -> PayloadFaults.missing(fullKey));
    return new StoredInput(store, fullKey, object, in);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      int read = in.read(bytes, offset, length);
      if (read < 0) {
        requireLength();
        return -1;
      }
      count += read;
      sha256.update(bytes, offset, read);
      if (count > object.length()) {
        requireLength();
      }
      return read;
    } catch (IOException e) {
      throw broken(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
    }
  }

  private void requireLength() {
    if (count == object.length()) {
      return;
    }
    Optional<ObjectInfo> now = store.stat(fullKey);
    if (now.isPresent() && now.get().length() == object.length()) {
      // The object is as long as it should be, so only this reading of it was wrong.
      throw broken("%d bytes came of %d".formatted(count, object.length()), null);
    }
    throw PayloadFaults.corrupt(
        fullKey,
        "it has %s bytes, the manifest says %d"
            .formatted(now.map(info -> "" + info.length()).orElse("no"), object.length()));
  }

  /// Reads what is left and compares the checksum.
  void requireWhole() {
    byte[] rest = new byte[8 * 1024];
    while (read(rest, 0, rest.length) >= 0) {
      // Counted and hashed.
    }
    if (!Sha256.hex(sha256).equals(object.sha256())) {
      throw PayloadFaults.corrupt(fullKey, "its SHA-256 is not the manifest's");
    }
  }

  HoldfastException broken(String reason, @Nullable IOException cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Reading %s broke off: %s.".formatted(fullKey, reason),
        "Try again; check the store if it happens often.",
        cause);
  }

  /// Closes it after another error, which is the one to tell of.
  void closeQuietly() {
    try {
      in.close();
    } catch (IOException _) {
      // The other error is on its way.
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
