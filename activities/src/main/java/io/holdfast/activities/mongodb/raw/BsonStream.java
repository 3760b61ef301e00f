package io.holdfast.activities.mongodb.raw;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The documents of a stream in which BSON documents lie back to back, as mongodump writes them.
/// None is decoded; lengths are checked, and a stream that ends within a document is corrupt.
///
/// Documents that were handed out stay valid: no buffer is used twice. Not safe for many threads.
public final class BsonStream implements Iterator<RawDocument>, AutoCloseable {
  /// Length and the closing zero.
  public static final int SMALLEST = 5;

  /// The largest document of a user, and what the server adds to one for its own use (an oplog
  /// entry around a document of 16 MiB).
  public static final int LARGEST = 16 * 1024 * 1024 + 16 * 1024;

  private static final int BUFFER = 256 * 1024;
  private static final int LENGTH_FIELD = Integer.BYTES;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[0];
  private int position;
  private int limit;

  private BsonStream(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /// @param in closed by [#close]
  /// @param name what the stream is, for errors: an object's key
  public static BsonStream of(InputStream in, String name) {
    return new BsonStream(in, name);
  }

  /// Whether another document follows.
  ///
  /// @throws HoldfastException OBJECT_CORRUPT when what follows is no document and
  ///   STORAGE_UNAVAILABLE when reading fails
  @Override
  public boolean hasNext() {
    return available(1);
  }

  @Override
  public RawDocument next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    require(LENGTH_FIELD);
    int length = (int) INT.get(buffer, position);
    if (length < SMALLEST || length > LARGEST) {
      throw corrupt("a document claims %d bytes".formatted(length));
    }
    require(length);
    RawDocument document = new RawDocument(buffer, position, length);
    position += length;
    if (buffer[position - 1] != 0) {
      throw corrupt("a document does not end in a zero byte");
    }
    return document;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private void require(int bytes) {
    if (!available(bytes)) {
      throw corrupt("it ends within a document");
    }
  }

  /// Fills the buffer until it holds `bytes` more; false when the stream ends before.
  private boolean available(int bytes) {
    if (limit - position >= bytes) {
      return true;
    }
    byte[] fresh = new byte[Math.max(BUFFER, bytes)];
    int kept = limit - position;
    System.arraycopy(buffer, position, fresh, 0, kept);
    buffer = fresh;
    position = 0;
    limit = kept;
    try {
      limit += in.readNBytes(fresh, kept, fresh.length - kept);
    } catch (IOException e) {
      throw broken(e);
    }
    return limit >= bytes;
  }

  private HoldfastException broken(IOException e) {
    if (e.getCause() instanceof HoldfastException known) {
      return known;
    }
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Reading '%s' broke off.".formatted(name),
        "It is tried again; check the store if it repeats.",
        e);
  }

  private HoldfastException corrupt(String what) {
    return new HoldfastException(
        ErrorCode.OBJECT_CORRUPT,
        "'%s' is not a sequence of BSON documents: %s.".formatted(name, what),
        "The object was changed after it was written, or the store lost a part of it.");
  }
}
