package io.holdfast.activities.storage.transfer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/// A part in the heap. It takes little at first, since most objects are small.
final class MemoryPart extends Part {
  private static final int AT_FIRST = 64 << 10;

  private final int capacity;
  private byte[] kept;

  MemoryPart(int capacity, RunningChecksum checksum) {
    super(capacity, checksum);
    this.capacity = capacity;
    this.kept = new byte[Math.min(capacity, AT_FIRST)];
  }

  /// Full at once.
  MemoryPart(byte[] content, RunningChecksum checksum) {
    super(content.length, checksum);
    this.capacity = content.length;
    this.kept = content;
    count(content, 0, content.length);
  }

  @Override
  void keep(byte[] bytes, int offset, int count) {
    int start = (int) length();
    if (start + count > kept.length) {
      long doubled = Math.max(2L * kept.length, start + (long) count);
      kept = Arrays.copyOf(kept, (int) Math.min(doubled, capacity));
    }
    System.arraycopy(bytes, offset, kept, start, count);
  }

  @Override
  int heapBytes() {
    return capacity;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(kept, 0, (int) length());
  }

  @Override
  public void close() {
    kept = new byte[0];
  }
}
