package io.holdfast.activities.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/// A part in a temporary file: those of objects beyond 23 GiB are too large for the heap. The file
/// has no name any more when it is written to, so that not even a killed process leaves it behind.
final class FilePart extends Part {
  private static final String TYPE = "application/octet-stream";

  private final FileChannel file;

  FilePart(long capacity) throws IOException {
    super(capacity);
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
  long heapBytes() {
    return 0;
  }

  @Override
  RequestBody body() {
    return RequestBody.fromContentProvider(Reading::new, length(), TYPE);
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
  private final class Reading extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read = file.read(ByteBuffer.wrap(bytes, offset, count), position);
      position += Math.max(read, 0);
      return read;
    }
  }
}
