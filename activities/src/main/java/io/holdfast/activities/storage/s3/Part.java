package io.holdfast.activities.storage.s3;

import java.io.IOException;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/// A piece of an object, kept until the store has it, so that it can be sent again. Its checksum is
/// made once, while it is filled. Filled by one thread.
abstract sealed class Part implements AutoCloseable permits MemoryPart, FilePart {
  /// The largest part that is kept in memory: with objects of up to 23 GiB, all of them.
  private static final long LARGEST_IN_MEMORY = 16L << 20;

  private final CRC32C crc = new CRC32C();
  private final long capacity;
  private long length;

  Part(long capacity) {
    this.capacity = capacity;
  }

  static Part ofCapacity(long capacity) throws IOException {
    return capacity <= LARGEST_IN_MEMORY
        ? new MemoryPart(Math.toIntExact(capacity))
        : new FilePart(capacity);
  }

  static Part of(byte[] content) {
    return new MemoryPart(content);
  }

  /// Takes as many of the bytes as fit.
  ///
  /// @return how many; 0 when it is full
  final int append(byte[] bytes, int offset, int count) throws IOException {
    int taken = (int) Math.min(count, capacity - length);
    keep(bytes, offset, taken);
    count(bytes, offset, taken);
    return taken;
  }

  final void count(byte[] bytes, int offset, int taken) {
    crc.update(bytes, offset, taken);
    length += taken;
  }

  /// Keeps bytes behind those there are.
  abstract void keep(byte[] bytes, int offset, int count) throws IOException;

  final long length() {
    return length;
  }

  /// The CRC32C, as S3 writes it.
  final String checksum() {
    return Checksum.encoded(crc.getValue());
  }

  /// How much of the heap it takes when it is full.
  abstract long heapBytes();

  /// The bytes to be sent, from the start at each call for them.
  abstract RequestBody body();

  /// Lets go of what it takes.
  @Override
  public abstract void close();
}
