package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A store whose reads are slow or go wrong half-way.
public final class MisreadingStore extends ForwardingStore {
  /// What becomes of a read.
  public enum Fate {
    /// Whole, but a byte at a time.
    TRICKLES,
    /// An `IOException` after half of it.
    BREAKS_OFF,
    /// An end after half of it, as if the object were shorter. No store may do that; some do.
    ENDS_EARLY
  }

  private final Fate fate;

  public MisreadingStore(ObjectStore delegate, Fate fate) {
    super(delegate);
    this.fate = fate;
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    long half = stat(key).map(info -> info.length() / 2).orElse(0L);
    return super.read(key, offset).map(in -> new Misread(in, half));
  }

  private final class Misread extends FilterInputStream {
    private long left;

    Misread(InputStream in, long half) {
      super(in);
      this.left = half;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (fate == Fate.TRICKLES) {
        return super.read(bytes, offset, Math.min(length, 1));
      }
      if (left == 0) {
        return end();
      }
      int read = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    private int end() throws IOException {
      if (fate == Fate.BREAKS_OFF) {
        throw new IOException("connection reset");
      }
      return -1;
    }
  }
}
