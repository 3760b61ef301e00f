package io.holdfast.cli.launch.demo.act;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Damage that no file system reports: one bit of one byte in the middle of a file is another.
public final class FlippedByte {
  private FlippedByte() {}

  /// @return the byte's place
  public static long in(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long middle = channel.size() / 2;
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, middle);
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      channel.write(one, middle);
      return middle;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
