package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.transfer.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A file's bytes that end where the file ended when it was opened, or not at all: an earlier end
/// (somebody truncated it meanwhile) is an error, not an end.
final class WholeFileInputStream extends BulkInputStream {
  private final InputStream file;
  private final String name;
  private long remaining;

  WholeFileInputStream(InputStream file, String name, long remaining) {
    this.file = file;
    this.name = name;
    this.remaining = remaining;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int count = file.read(bytes, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw new IOException(name + " ends " + remaining + " bytes early");
    }
    remaining -= count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = file.skip(Math.min(count, remaining));
    remaining -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(remaining, file.available());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
