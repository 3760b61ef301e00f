package io.holdfast.activities.storage.transfer;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object's bytes, fetched range by range, the next one while this one is being read. A range
/// that fails is tried again where it is fetched, so a broken connection costs no more than that;
/// the stream ends where the object does, or throws.
public final class RangedInputStream extends BulkInputStream {
  private final String name;
  private final Ranges ranges;
  private final Lanes lanes;
  private final long end;
  private byte[] current;
  private int position;
  private long fetched;
  private @Nullable Flight<byte[]> ahead;
  private boolean closed;

  /// @param name the object, for people
  /// @param first the bytes from `offset` that are there already
  /// @param end the object's length
  public RangedInputStream(
      String name, Ranges ranges, Lanes lanes, byte[] first, long offset, long end) {
    this.name = name;
    this.ranges = ranges;
    this.lanes = lanes;
    this.current = first;
    this.fetched = offset + first.length;
    this.end = end;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException(name + " is closed");
    }
    if (length == 0) {
      return 0;
    }
    if (position == current.length) {
      if (fetched == end) {
        return -1;
      }
      refill();
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  private void refill() throws IOException {
    int length = next(fetched);
    current = new byte[0];
    position = 0;
    byte[] range = fetch(length);
    if (range.length != length) {
      throw new IOException(
          "%s: %d bytes came of %d at %d".formatted(name, range.length, length, fetched));
    }
    current = range;
    fetched += length;
    long from = fetched;
    int following = next(from);
    if (following > 0) {
      ahead = lanes.start(following, () -> ranges.read(from, following)).orElse(null);
    }
  }

  private int next(long from) {
    return (int) Math.min(lanes.range(), end - from);
  }

  private byte[] fetch(int length) throws IOException {
    Optional<Flight<byte[]>> started = Optional.ofNullable(ahead);
    ahead = null;
    try {
      return started.isPresent() ? started.get().await() : ranges.read(fetched, length);
    } catch (HoldfastException e) {
      throw new IOException("cannot read on in " + name, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    current = new byte[0];
    position = 0;
    Optional.ofNullable(ahead).ifPresent(Flight::abort);
    ahead = null;
  }
}
