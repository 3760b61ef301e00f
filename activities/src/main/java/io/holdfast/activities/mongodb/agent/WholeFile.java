package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The writing of a small file that is there as a whole or not at all, whenever the agent or its
/// host dies.
final class WholeFile {
  /// Added to the name while it is written.
  static final String NEW = ".new";

  private WholeFile() {}

  static void write(Path folder, String name, String text) throws IOException {
    Path written = folder.resolve(name + NEW);
    try (FileChannel channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        var _ = channel.write(bytes);
      }
      channel.force(true);
    }
    var _ = Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    Folders.force(folder);
  }

  static void delete(Path file) throws IOException {
    var _ = Files.deleteIfExists(file.resolveSibling(file.getFileName() + NEW));
    var _ = Files.deleteIfExists(file);
  }
}
