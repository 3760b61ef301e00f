package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// The stored bytes of an object on their way into the store: counted and hashed once. Closing it
/// does nothing, since the compressor closes what it writes to; `commit` and `release` end it.
final class StoredOutput extends OutputStream {
  private final ObjectUpload upload;
  private final String key;
  private final MessageDigest sha256 = Sha256.digest();
  private long length;
  private boolean discarding;

  StoredOutput(ObjectUpload upload, String key) {
    this.upload = upload;
    this.key = key;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (discarding) {
      return;
    }
    upload.write(bytes, offset, count);
    sha256.update(bytes, offset, count);
    length += count;
  }

  /// From now on bytes go nowhere: the object is given up, and only the compressor has still to
  /// write its end.
  void discard() {
    discarding = true;
  }

  /// Makes the object visible, and believes the store only if it has as many bytes as it was given.
  void commit() {
    ObjectInfo stored = upload.commit();
    if (stored.length() != length) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "%s was written with %d bytes, but the store has %d."
              .formatted(key, length, stored.length()),
          "The store says that a write succeeded which did not; check it.");
    }
  }

  long length() {
    return length;
  }

  String sha256() {
    return Sha256.hex(sha256);
  }

  /// Gives up what is not committed, and the store's means for it.
  void release() {
    upload.close();
  }
}
