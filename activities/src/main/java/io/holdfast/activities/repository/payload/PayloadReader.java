package io.holdfast.activities.repository.payload;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.holdfast.workflows.backup.PayloadObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A payload object's plain bytes. Before the last of them is handed out, everything about the
/// object was compared with the manifest: whoever read them all without an exception read what was
/// once written. Errors are `HoldfastException`s. For one thread.
public final class PayloadReader extends InputStream {
  private final String fullKey;
  private final PayloadObject object;
  private final StoredInput stored;
  private final InputStream plain;
  private long count;
  private boolean whole;

  PayloadReader(String fullKey, PayloadObject object, StoredInput stored) {
    this.fullKey = fullKey;
    this.object = object;
    this.stored = stored;
    try {
      this.plain = new ZstdInputStreamNoFinalizer(stored);
    } catch (IOException e) {
      throw new UncheckedIOException("no memory for a decompressor", e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (whole) {
      return -1;
    }
    int read = decompress(bytes, offset, length);
    count += Math.max(read, 0);
    if (read < 0 || count >= object.plainLength()) {
      requireWhole();
    }
    return read;
  }

  private void requireWhole() {
    if (count == object.plainLength() && decompress(new byte[1], 0, 1) < 0) {
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

  private int decompress(byte[] bytes, int offset, int length) {
    try {
      return plain.read(bytes, offset, length);
    } catch (IOException e) {
      // The store's own errors are no IOExceptions here: this is the decompressor's.
      throw PayloadFaults.corrupt(fullKey, "it does not decompress", e);
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
