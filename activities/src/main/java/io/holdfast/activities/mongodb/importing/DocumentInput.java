package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// A file of a dump in which BSON documents lie back to back, in an archive with marks between
/// blocks of them. Every document is checked to its last element. Not safe for many threads.
final class DocumentInput implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;
  private static final int MARK = 0xFFFF_FFFF;
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  private final InputStream in;
  private final String name;
  private long offset;

  private DocumentInput(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /// What comes next.
  sealed interface Item {}

  /// A document.
  record Document(RawDocument document) implements Item {}

  /// Anything but a document.
  enum Mark implements Item {
    /// The end of a block.
    TERMINATOR,
    /// The end of the file.
    END
  }

  /// @param name what it is called in errors
  /// @param gzip whether it is compressed
  static DocumentInput open(Path file, String name, boolean gzip) {
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      return new DocumentInput(gzip ? unzipped(raw) : raw, name);
    } catch (IOException e) {
      throw DumpFaults.broken(name, 0, e);
    }
  }

  /// Opens a file that is compressed if it begins as what gzip writes: no archive begins so.
  static DocumentInput openArchive(Path file, String name) {
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      raw.mark(GZIP_MAGIC.length);
      boolean gzip = Arrays.equals(raw.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC);
      raw.reset();
      return new DocumentInput(gzip ? unzipped(raw) : raw, name);
    } catch (IOException e) {
      throw DumpFaults.broken(name, 0, e);
    }
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
  }

  String name() {
    return name;
  }

  /// Bytes read so far, decompressed.
  long offset() {
    return offset;
  }

  /// Four bytes as a number, little-endian.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException DUMP_DAMAGED when there are fewer
  int number() {
    return ByteBuffer.wrap(exactly(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /// The next document, or what is there in its place.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException DUMP_DAMAGED
  Item next() {
    long at = offset;
    byte[] head = upTo(Integer.BYTES);
    if (head.length == 0) {
      return Mark.END;
    }
    if (head.length < Integer.BYTES) {
      throw DumpFaults.damaged(name, at, "it ends within a document's length");
    }
    int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length == MARK) {
      return Mark.TERMINATOR;
    }
    if (length < BsonStream.SMALLEST || length > BsonStream.LARGEST) {
      throw DumpFaults.damaged(name, at, "a document claims %d bytes".formatted(length));
    }
    byte[] rest = upTo(length - Integer.BYTES);
    if (rest.length < length - Integer.BYTES) {
      throw DumpFaults.damaged(name, at, "it ends within a document of %d bytes".formatted(length));
    }
    byte[] bytes = new byte[length];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(rest, 0, bytes, head.length, rest.length);
    if (!BsonCheck.isSound(bytes)) {
      throw DumpFaults.damaged(name, at, "a document of %d bytes is no BSON".formatted(length));
    }
    return new Document(new RawDocument(bytes, 0, length));
  }

  private byte[] exactly(int bytes) {
    long at = offset;
    byte[] read = upTo(bytes);
    if (read.length < bytes) {
      throw DumpFaults.damaged(name, at, "it ends there");
    }
    return read;
  }

  private byte[] upTo(int bytes) {
    try {
      byte[] read = in.readNBytes(bytes);
      offset += read.length;
      return read;
    } catch (IOException e) {
      throw DumpFaults.broken(name, offset, e);
    }
  }

  /// All that is left, of a small file.
  byte[] rest() {
    return upTo(BsonStream.LARGEST);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw DumpFaults.unreadable(name, e);
    }
  }
}
