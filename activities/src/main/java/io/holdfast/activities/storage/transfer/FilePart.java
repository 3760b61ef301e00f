package io.holdfast.activities.storage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A part in a temporary file: those of huge objects are too large for the heap. The file has no
/// name any more when it is written to, so that not even a killed process leaves it behind.
final class FilePart extends Part {
  private final FileChannel file;

  FilePart(long capacity, RunningChecksum checksum) throws IOException {
    super(capacity, checksum);
    Path path = Files.createTempFile("holdfast-part-", ".tmp");
    try {
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }

  @Override
  void keep(byte[] bytes, int offset, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, count);
    long position = length();
    while (left.hasRemaining()) {
      position += file.write(left, position);
    }
  }

  @Override
  int heapBytes() {
    return 0;
  }

  @Override
  public InputStream open() {
    return new Reading();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file from its start, at a position of its own.
  private final class Reading extends BulkInputStream {
    private long position;
    private long mark;

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read = file.read(ByteBuffer.wrap(bytes, offset, count), position);
      position += Math.max(read, 0);
      return read;
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public void mark(int limit) {
      mark = position;
    }

    @Override
    public void reset() {
      position = mark;
    }
  }
}
