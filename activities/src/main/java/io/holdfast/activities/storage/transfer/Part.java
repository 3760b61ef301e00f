package io.holdfast.activities.storage.transfer;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A piece of an object, kept until the store has it, so that it can be sent again. Its checksum is
/// made once, while it is filled. Filled by one thread, then sent by one.
public abstract sealed class Part implements AutoCloseable permits MemoryPart, FilePart {
  /// The largest part that is kept in memory: with objects of up to 23 GiB, all of them.
  static final long LARGEST_IN_MEMORY = 16L << 20;

  private final long capacity;
  private final RunningChecksum running;
  private byte @Nullable [] checksum;
  private long length;

  Part(long capacity, RunningChecksum running) {
    this.capacity = capacity;
    this.running = running;
  }

  static Part ofCapacity(long capacity, RunningChecksum checksum) throws IOException {
    return capacity <= LARGEST_IN_MEMORY
        ? new MemoryPart(Math.toIntExact(capacity), checksum)
        : new FilePart(capacity, checksum);
  }

  /// A part that is full at once, without a copy.
  public static Part of(byte[] content, RunningChecksum checksum) {
    return new MemoryPart(content, checksum);
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
    running.update(bytes, offset, taken);
    length += taken;
  }

  /// Keeps bytes behind those there are.
  abstract void keep(byte[] bytes, int offset, int count) throws IOException;

  public final long length() {
    return length;
  }

  /// The checksum of what it holds; nothing is added to it any more.
  public final byte[] checksum() {
    byte[] known = checksum;
    if (known == null) {
      known = running.value();
      checksum = known;
    }
    return known;
  }

  /// How much of the heap it takes when it is full.
  abstract int heapBytes();

  /// The bytes to be sent, from the start at each call, in a stream that can go back to a mark.
  public abstract InputStream open();

  /// Lets go of what it takes.
  @Override
  public abstract void close();
}
