package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// A payload object being written: compressed and, where there is a key, encrypted on the way, of
/// any length, in bounded memory. The order of the stages is fixed. Commit makes it visible;
/// closing without a commit leaves nothing. Errors are `HoldfastException`s (STORAGE_UNAVAILABLE,
/// STORAGE_FULL, ACCESS_DENIED); after one nothing can be committed. For one thread.
public final class PayloadWriter extends OutputStream {
  /// Documents are small; a call into the compressor for each would cost more than compressing it.
  private static final int BUFFER = 64 * 1024;

  private final String key;
  private final String fullKey;
  private final StoredOutput stored;
  private final Compression compression;
  private final OutputStream stages;
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long plainLength;
  private boolean broken;
  private boolean over;

  PayloadWriter(
      String key,
      String fullKey,
      ObjectUpload upload,
      Compression compression,
      @Nullable DataKey dataKey) {
    this.key = key;
    this.fullKey = fullKey;
    this.compression = compression;
    this.stored = new StoredOutput(upload, fullKey);
    this.stages = stages(dataKey);
  }

  private OutputStream stages(@Nullable DataKey dataKey) {
    try {
      return compression.encoding(
          dataKey == null ? stored : dataKey.stage(fullKey).encoding(stored));
    } catch (IOException e) {
      stored.release();
      throw failed(e);
    }
  }

  @Override
  public void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    requireOpen();
    if (length > buffer.length - buffered) {
      drain();
    }
    if (length > buffer.length) {
      compress(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, buffered, length);
      buffered += length;
    }
    plainLength += length;
  }

  private void drain() {
    compress(buffer, 0, buffered);
    buffered = 0;
  }

  private void compress(byte[] bytes, int offset, int length) {
    broken = true;
    try {
      stages.write(bytes, offset, length);
      broken = false;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Bytes written so far, before compression.
  public long plainLength() {
    return plainLength;
  }

  /// Makes the object visible, whole, replacing one of the same key.
  public PayloadObject commit() {
    requireOpen();
    drain();
    try {
      // Ends what every stage has to end.
      stages.close();
    } catch (IOException e) {
      throw failed(e);
    }
    stored.commit();
    over = true;
    stored.release();
    return new PayloadObject(key, stored.length(), stored.sha256(), plainLength, noted());
  }

  /// Zstd is what a manifest means that says nothing.
  private @Nullable CompressionFormat noted() {
    return compression.format() == CompressionFormat.ZSTD ? null : compression.format();
  }

  private void requireOpen() {
    if (over || broken) {
      throw new IllegalStateException(
          fullKey + (over ? " is committed or given up" : " failed before"));
    }
  }

  /// Gives up what is not committed.
  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    stored.discard();
    try {
      stages.close();
    } catch (IOException e) {
      throw failed(e);
    } finally {
      stored.release();
    }
  }

  private HoldfastException failed(IOException e) {
    return e.getCause() instanceof HoldfastException known
        ? known
        : new HoldfastException(
            ErrorCode.STORAGE_UNAVAILABLE,
            "Writing %s broke off: %s".formatted(fullKey, e.getMessage()),
            "Try again; check the store if it happens often.",
            e);
  }
}
