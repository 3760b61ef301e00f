package io.holdfast.activities.mongodb.export;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory that is being filled under another name, and gets its own when it is whole. Closed
/// before that it is gone, unless the process was killed: then the other name says what it is.
final class PartialDirectory implements AutoCloseable {
  private static final String SUFFIX = ".partial";

  private final Path directory;
  private final Path partial;
  private boolean complete;

  private PartialDirectory(Path directory, Path partial) {
    this.directory = directory;
    this.partial = partial;
  }

  /// @throws HoldfastException VALIDATION_FAILED when the directory holds something, or an export
  ///   into it was left unfinished or is going on
  static PartialDirectory create(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    if (name == null) {
      throw refused(absolute + " is no place for an export.", "Name a directory.");
    }
    Path partial = absolute.resolveSibling(name + SUFFIX);
    try {
      if (!isFree(absolute)) {
        throw refused(absolute + " exists and is not empty.", "Name a new directory.");
      }
      if (absolute.getParent() != null) {
        Files.createDirectories(absolute.getParent());
      }
      Files.createDirectory(partial);
      return new PartialDirectory(absolute, partial);
    } catch (FileAlreadyExistsException e) {
      throw refused(
          e.getFile() + " is there: an export that was not finished, or is going on.",
          "Delete it, if nothing writes to it any more.");
    } catch (IOException e) {
      throw DumpFile.failed(partial, e);
    }
  }

  private static boolean isFree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    }
  }

  private static HoldfastException refused(String message, String hint) {
    return new HoldfastException(ErrorCode.VALIDATION_FAILED, message, hint);
  }

  /// Where to write.
  Path path() {
    return partial;
  }

  /// Gives it its own name.
  void complete() {
    try {
      Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
      complete = true;
    } catch (IOException e) {
      throw DumpFile.failed(directory, e);
    }
  }

  @Override
  public void close() {
    if (complete) {
      return;
    }
    try (Stream<Path> files = Files.walk(partial)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw DumpFile.failed(partial, e);
    }
  }
}
