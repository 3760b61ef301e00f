package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.file.Root.Found;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Brings finished files to their place, and takes them away: the only code that changes what
/// readers see. Check and change happen under the key's lock.
///
/// An object's version is its file's modification time and length. The kernel's clock for that time
/// ticks too coarsely to tell two quick writes apart, so the time is set here, always later than
/// that of the file replaced: no version of an object comes back. (A hash of the content would make
/// every look at an object read it; an inode number is used again at once, and some network file
/// systems make them up.)
final class Publisher {
  private static final int ATTEMPTS = 100;
  private static final Duration FINE = Duration.ofNanos(1_000);

  /// More than the two seconds that the coarsest file system (FAT) rounds to.
  private static final Duration COARSE = Duration.ofSeconds(3);

  private final Root root;
  private final StripedLocks locks;

  Publisher(Root root) {
    this.root = root;
    this.locks = new StripedLocks(root.reserved("locks"));
  }

  static ObjectInfo info(String key, BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    String version =
        "%x-%08x-%x".formatted(modified.getEpochSecond(), modified.getNano(), attributes.size());
    return new ObjectInfo(key, attributes.size(), version);
  }

  /// Moves the finished file `source`, whose content is durable, to the place of `key`. Durable
  /// itself when this returns.
  ///
  /// @return empty when the condition does not hold; `source` is then still there
  Optional<ObjectInfo> publish(Path source, String key, WriteCondition condition)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Path folder = root.folderFor(key);
        Optional<ObjectInfo> published = locks.with(key, () -> place(source, key, condition));
        if (published.isPresent()) {
          syncIfThere(folder);
        }
        return published;
      } catch (NoSuchFileException e) {
        // A delete may take a folder away, as an empty one, after it was made sure of.
        if (attempt == ATTEMPTS || !Files.exists(source)) {
          throw e;
        }
      }
    }
  }

  private Optional<ObjectInfo> place(Path source, String key, WriteCondition condition)
      throws IOException {
    Optional<BasicFileAttributes> current = root.find(key).map(Found::attributes);
    if (current.isPresent() && current.get().isDirectory()) {
      throw Root.isFolder(key, root.file(key));
    }
    if (!holds(condition, key, current)) {
      return Optional.empty();
    }
    stamp(source, current);
    BasicFileAttributes attributes = Files.readAttributes(source, BasicFileAttributes.class);
    if (condition instanceof WriteCondition.IfAbsent) {
      return link(source, root.file(key)) ? Optional.of(info(key, attributes)) : Optional.empty();
    }
    Files.move(source, root.file(key), StandardCopyOption.ATOMIC_MOVE);
    return Optional.of(info(key, attributes));
  }

  private static boolean holds(
      WriteCondition condition, String key, Optional<BasicFileAttributes> current) {
    return switch (condition) {
      case WriteCondition.Always _ -> true;
      case WriteCondition.IfAbsent _ -> current.isEmpty();
      case WriteCondition.IfVersion(String version) ->
          current.isPresent() && info(key, current.get()).version().equals(version);
    };
  }

  /// A link is refused by the kernel where a file is, so that "create if absent" holds even on a
  /// network file system that has no working locks. Where there are no links (FAT, some network
  /// file systems), the key's lock, under which the file was seen to be absent, must do.
  private static boolean link(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException _) {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    Files.delete(source);
    return true;
  }

  private static void stamp(Path file, Optional<BasicFileAttributes> replaced) throws IOException {
    Instant now = Instant.now();
    if (replaced.isEmpty()) {
      Files.setLastModifiedTime(file, FileTime.from(now));
      return;
    }
    Instant before = replaced.get().lastModifiedTime().toInstant();
    Instant next = before.plus(FINE);
    Files.setLastModifiedTime(file, FileTime.from(now.isAfter(next) ? now : next));
    if (!Files.getLastModifiedTime(file).toInstant().isAfter(before)) {
      Files.setLastModifiedTime(file, FileTime.from(before.plus(COARSE)));
    }
  }

  /// Deletes the file of `key` and the folders that are empty without it; absent is fine.
  void delete(String key) throws IOException {
    root.requireThere();
    boolean deleted =
        locks.with(
            key,
            () -> {
              Optional<Found> found = root.find(key);
              boolean there = found.isPresent() && found.get().attributes().isRegularFile();
              return there && Files.deleteIfExists(root.file(key));
            });
    if (deleted) {
      prune(key);
    }
  }

  private void prune(String deleted) throws IOException {
    String name = deleted;
    Path folder;
    do {
      int slash = name.lastIndexOf('/');
      name = slash < 0 ? "" : name.substring(0, slash);
      folder = root.file(name);
    } while (!name.isEmpty() && deleteIfEmpty(folder));
    syncIfThere(folder);
  }

  private static void syncIfThere(Path folder) throws IOException {
    try {
      Root.sync(folder);
    } catch (NoSuchFileException _) {
      // Emptied and deleted by somebody else, who makes that durable.
    }
  }

  private static boolean deleteIfEmpty(Path folder) throws IOException {
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      return false;
    }
  }
}
