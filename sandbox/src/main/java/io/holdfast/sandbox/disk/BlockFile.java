package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// A file of extents: documents one after the other. An extent is written where no other one that
/// is still needed lies, so that space is used again.
final class BlockFile {
  /// As the server's: nothing lies before it, and no file is shorter.
  private static final int FIRST = 4096;

  private static final int BUFFER = 1 << 16;

  private final Path path;

  BlockFile(Path path) {
    this.path = path;
  }

  /// Writes documents as one extent.
  ///
  /// @param needed the extents that must stay as they are
  Extent write(List<Doc> documents, Collection<Extent> needed) throws IOException {
    long length = documents.stream().mapToLong(Doc::size).sum();
    long offset = room(length, needed);
    CRC32C checksum = new CRC32C();
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < FIRST) {
        var _ = channel.write(ByteBuffer.allocate(FIRST), 0);
      }
      channel.position(offset);
      OutputStream out =
          new CheckedOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), checksum);
      for (Doc document : documents) {
        document.writeTo(out);
      }
      out.flush();
    }
    return new Extent(offset, length, (int) checksum.getValue());
  }

  private static long room(long length, Collection<Extent> needed) {
    long offset = FIRST;
    for (Extent taken : needed.stream().sorted(Comparator.comparingLong(Extent::offset)).toList()) {
      if (offset + length <= taken.offset()) {
        return offset;
      }
      offset = Math.max(offset, taken.end());
    }
    return offset;
  }

  /// The documents of an extent.
  ///
  /// @throws DamagedFiles when they are not what was written
  List<Doc> read(Extent extent) throws IOException {
    if (!Files.exists(path)) {
      throw new DamagedFiles(path, "is missing");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(extent.length()));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, extent.offset() + bytes.position()) >= 0) {
        // Until it is full, or the file at its end.
      }
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array());
    if (bytes.hasRemaining() || (int) checksum.getValue() != extent.checksum()) {
      throw new DamagedFiles(
          path,
          "read checksum error at offset %d: the block is of another checkpoint"
              .formatted(extent.offset()));
    }
    return documents(bytes.array());
  }

  /// The documents that fill these bytes.
  static List<Doc> documents(byte[] bytes) {
    List<Doc> documents = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += documents.getLast().size()) {
      documents.add(Doc.slice(bytes, at));
    }
    return documents;
  }
}
