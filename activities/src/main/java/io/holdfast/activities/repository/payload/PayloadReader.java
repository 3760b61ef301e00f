package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.transfer.BulkInputStream;
import io.holdfast.workflows.backup.PayloadObject;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A payload object's plain bytes. Before the last of them is handed out, everything about the
/// object was compared with the manifest: whoever read them all without an exception read what was
/// once written. Errors are `HoldfastException`s. For one thread.
public final class PayloadReader extends BulkInputStream {
  private final String fullKey;
  private final PayloadObject object;
  private final StoredInput stored;
  private final InputStream plain;
  private long count;
  private boolean whole;

  private PayloadReader(
      String fullKey, PayloadObject object, StoredInput stored, InputStream plain) {
    this.fullKey = fullKey;
    this.object = object;
    this.stored = stored;
    this.plain = plain;
  }

  /// Reads what `stored` holds, which is closed together with the reader.
  static PayloadReader open(
      String fullKey, PayloadObject object, StoredInput stored, @Nullable DataKey key) {
    Compression compression = Compression.of(object.compressedWith());
    PayloadReader reader = null;
    try {
      InputStream plain = Decoding.of(stored, key, compression, fullKey);
      reader = new PayloadReader(fullKey, object, stored, plain);
      return reader;
    } finally {
      if (reader == null) {
        stored.closeQuietly();
      }
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (whole) {
      return -1;
    }
    int read = readPlain(bytes, offset, length);
    count += Math.max(read, 0);
    if (read < 0 || count >= object.plainLength()) {
      requireWhole();
    }
    return read;
  }

  private void requireWhole() {
    if (count == object.plainLength() && readPlain(new byte[1], 0, 1) < 0) {
      stored.requireWhole();
      whole = true;
      return;
    }
    throw PayloadFaults.corrupt(
        fullKey,
        count < object.plainLength()
            ? "it decompresses to %d bytes, the manifest says %d"
                .formatted(count, object.plainLength())
            : "it decompresses to more than the %d bytes that the manifest says"
                .formatted(object.plainLength()));
  }

  private int readPlain(byte[] bytes, int offset, int length) {
    try {
      return plain.read(bytes, offset, length);
    } catch (IOException e) {
      throw stored.broken(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      throw stored.broken("it does not close", e);
    }
  }
}
