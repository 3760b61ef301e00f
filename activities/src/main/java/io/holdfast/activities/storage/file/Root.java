package io.holdfast.activities.storage.file;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// The directory that a store lives in: finds the file of a key, and never leaves itself.
///
/// Symbolic links below it are refused, not followed: they could lead anywhere. (The root itself
/// may be one.)
record Root(Path path) {
  /// The folder of the store's own, which no key can name.
  static final String RESERVED = ".holdfast";

  /// A file that is there.
  record Found(Path path, BasicFileAttributes attributes) {}

  Path reserved(String name) {
    return path.resolve(RESERVED).resolve(name);
  }

  Path file(String key) {
    return path.resolve(key);
  }

  /// The file or folder of that relative name; empty if there is none.
  Optional<Found> find(String name) throws IOException {
    Optional<Found> found = walk(name);
    if (found.isEmpty()) {
      requireThere();
    }
    return found;
  }

  private Optional<Found> walk(String name) throws IOException {
    Path at = path;
    Optional<Found> found = look(at);
    for (Path segment : Path.of(name)) {
      if (found.isEmpty() || !found.get().attributes().isDirectory()) {
        return Optional.empty();
      }
      at = at.resolve(segment);
      found = look(at);
    }
    return found;
  }

  /// What is at exactly this path, links refused.
  static Optional<Found> look(Path at) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    if (attributes.isSymbolicLink() || attributes.isOther()) {
      throw new HoldfastException(
          ErrorCode.ACCESS_DENIED,
          at + " is neither a file nor a directory.",
          "Holdfast follows no symbolic links inside a repository: put the file itself there.");
    }
    return Optional.of(new Found(at, attributes));
  }

  /// Makes sure that the store is there at all. A file system that is not mounted shows an empty
  /// directory, or none, and every object in it would seem absent.
  void requireThere() throws IOException {
    if (isEmpty()) {
      throw new HoldfastException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The directory " + path + " is gone or empty.",
          "Check that its file system is mounted.");
    }
  }

  /// Whether there is nothing in the directory, or no directory.
  boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (NoSuchFileException _) {
      return true;
    }
  }

  /// The folder that a key's file belongs in, made durable if it had to be created.
  Path folderFor(String key) throws IOException {
    requireThere();
    Path parents = Path.of(key).getParent();
    Path folder = path;
    if (parents == null) {
      return folder;
    }
    for (Path segment : parents) {
      Path parent = folder;
      folder = parent.resolve(segment);
      Optional<Found> found = look(folder);
      if (found.isEmpty()) {
        create(folder);
        sync(parent);
      } else if (!found.get().attributes().isDirectory()) {
        throw isFolder(key, folder);
      }
    }
    return folder;
  }

  /// The error for a key that would be a file and a folder at once.
  static HoldfastException isFolder(String key, Path inTheWay) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "%s cannot be written: %s is there.".formatted(key, inTheWay),
        "In a directory no key can be the folder of another.");
  }

  private static void create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException _) {
      // Somebody else was quicker.
    }
  }

  /// Makes the entries of a directory durable.
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
