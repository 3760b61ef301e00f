package io.holdfast.activities.storage.s3;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/// A part in the heap. It takes little at first, since most objects are small.
final class MemoryPart extends Part {
  private static final int AT_FIRST = 64 << 10;
  private static final String TYPE = "application/octet-stream";

  private final int capacity;
  private byte[] kept;

  MemoryPart(int capacity) {
    super(capacity);
    this.capacity = capacity;
    this.kept = new byte[Math.min(capacity, AT_FIRST)];
  }

  /// Full at once, without a copy.
  MemoryPart(byte[] content) {
    super(content.length);
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
  long heapBytes() {
    return capacity;
  }

  @Override
  RequestBody body() {
    byte[] bytes = kept;
    int count = (int) length();
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, count), count, TYPE);
  }

  @Override
  public void close() {
    kept = new byte[0];
  }
}
