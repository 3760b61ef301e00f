package io.holdfast.activities.mongodb.export;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/// A file of an export on its way. Errors are `HoldfastException`s that name it.
final class DumpFile implements AutoCloseable {
  private static final int BUFFER = 128 * 1024;

  private final Path path;
  private final OutputStream out;

  private DumpFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /// Begins a file that is not there yet.
  static DumpFile create(Path path, boolean gzip) {
    try {
      Files.createDirectories(path.getParent());
      OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
      return new DumpFile(
          path, gzip ? new GZIPOutputStream(file, BUFFER) : new BufferedOutputStream(file, BUFFER));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  void write(RawDocument document) {
    write(document.bytes(), document.offset(), document.length());
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  static HoldfastException failed(Path path, IOException cause) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Could not write %s: %s.".formatted(path, cause.getMessage()),
        "Check the room and the rights there, remove what the export left, and repeat it.",
        cause);
  }
}
