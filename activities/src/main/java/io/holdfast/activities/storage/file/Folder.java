package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.file.Root.Found;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A directory of the store, and the names in it.
///
/// @param key empty for the root, else ending in `/`
record Folder(String key, Path path) {
  /// Something in a folder: an object, or a folder whose key ends in `/`.
  ///
  /// Folders take part in the order with their `/`, so that `a-b` and `a.b` come before what is in
  /// `a`. Keys are ASCII: the order of characters is that of bytes.
  record Entry(String key, Path path) {
    static final Comparator<Entry> ORDER = Comparator.comparing(Entry::key);

    boolean isFolder() {
      return key.endsWith("/");
    }

    Folder asFolder() {
      return new Folder(key, path);
    }
  }

  /// The folder that every key with this prefix lies in; empty if there is none.
  static Optional<Folder> of(Root root, String prefix) throws IOException {
    String key = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    return root.find(key)
        .filter(found -> found.attributes().isDirectory())
        .map(found -> new Folder(key, found.path()));
  }

  /// The wanted entries in order; none if the folder was deleted meanwhile.
  List<Entry> entries(Predicate<String> wanted) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        entry(file).filter(entry -> wanted.test(entry.key())).ifPresent(entries::add);
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Entry.ORDER);
    return entries;
  }

  /// Whether there is an object at any depth: a bucket knows no empty folders.
  boolean holdsObject() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Optional<Entry> entry = entry(file);
        if (entry.isPresent()
            && (!entry.get().isFolder() || entry.get().asFolder().holdsObject())) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException | NotDirectoryException _) {
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Optional<Entry> entry(Path file) throws IOException {
    String name = key + file.getFileName();
    // A file whose name is no key (a dot file, a name with a space) is not an object.
    if (!ObjectKey.isValid(name)) {
      return Optional.empty();
    }
    Optional<Found> found = Root.look(file);
    return found.map(
        there -> new Entry(there.attributes().isDirectory() ? name + "/" : name, file));
  }
}
