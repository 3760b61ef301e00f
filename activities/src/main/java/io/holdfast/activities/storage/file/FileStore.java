package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.file.Folder.Entry;
import io.holdfast.activities.storage.file.Root.Found;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An object store in a directory, shared by any number of threads and processes. A write is
/// durable (on the disk, not only in the kernel) when it returns.
public final class FileStore implements ObjectStore {
  private final Root root;
  private final Publisher publisher;
  private final Unfinished unfinished;

  private FileStore(Root root) {
    this.root = root;
    this.publisher = new Publisher(root);
    this.unfinished = new Unfinished(root);
  }

  /// Opens the store in `directory`.
  ///
  /// @param create whether to make the directory where there is none; without it nothing is written
  /// @return empty when there is no directory, or an empty one, and `create` is false
  public static Optional<FileStore> open(Path directory, boolean create) {
    requireNoFile(directory);
    try {
      if (create) {
        // Never empty from now on: by that a file system that is not mounted is told.
        Files.createDirectories(directory.resolve(Root.RESERVED));
      }
      Root root = new Root(directory.toRealPath());
      return root.isEmpty() ? Optional.empty() : Optional.of(new FileStore(root));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFaults.writing(directory, directory, e);
    }
  }

  private static void requireNoFile(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          directory + " is not a directory.",
          "Name a directory, or a path where one can be made.");
    }
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    return find(key).map(found -> Publisher.info(key, found.attributes()));
  }

  private Optional<Found> find(String key) {
    ObjectKey.require(key);
    try {
      return root.find(key).filter(found -> found.attributes().isRegularFile());
    } catch (IOException e) {
      throw FileFaults.reading(root.file(key), e);
    }
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    Optional<Found> found = find(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path path = found.get().path();
    try {
      return Optional.of(open(path, offset));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFaults.reading(path, e);
    }
  }

  private static InputStream open(Path path, long offset) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    try {
      long length = channel.size();
      long from = Math.min(offset, length);
      channel.position(from);
      return new WholeFileInputStream(
          Channels.newInputStream(channel), path.toString(), length - from);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    try (FileUpload upload = begin(key)) {
      upload.append(content, 0, content.length);
      return upload.publish(condition);
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), root.file(key), e);
    }
  }

  @Override
  public ObjectUpload upload(String key) {
    return begin(key);
  }

  private FileUpload begin(String key) {
    ObjectKey.require(key);
    try {
      return new FileUpload(root, publisher, key, unfinished.next());
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), root.file(key), e);
    }
  }

  @Override
  public void delete(String key) {
    ObjectKey.require(key);
    try {
      publisher.delete(key);
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), root.file(key), e);
    }
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    ObjectKey.requirePrefix(prefix);
    try {
      Optional<Folder> folder = folder(prefix);
      return folder.isEmpty()
          ? Stream.empty()
          : stream(new DirectoryWalk(folder.get(), prefix, startAfter));
    } catch (IOException e) {
      throw FileFaults.reading(root.path().resolve(prefix), e);
    }
  }

  @Override
  public Stream<String> children(String prefix) {
    ObjectKey.requireFolder(prefix);
    try {
      Optional<Folder> folder = folder(prefix);
      return folder.isEmpty()
          ? Stream.empty()
          : folder.get().entries(_ -> true).stream()
              .filter(FileStore::isShown)
              .map(entry -> entry.key().substring(prefix.length()));
    } catch (IOException e) {
      throw FileFaults.reading(root.path().resolve(prefix), e);
    }
  }

  private Optional<Folder> folder(String prefix) throws IOException {
    root.requireThere();
    return Folder.of(root, prefix);
  }

  private static boolean isShown(Entry entry) {
    try {
      return !entry.isFolder() || entry.asFolder().holdsObject();
    } catch (IOException e) {
      throw FileFaults.reading(entry.path(), e);
    }
  }

  private static <T> Stream<T> stream(Iterator<T> iterator) {
    int order = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, order), false);
  }

  @Override
  public int abandonUploads(Duration olderThan) {
    try {
      return unfinished.sweep(olderThan);
    } catch (IOException e) {
      throw FileFaults.writing(root.path(), root.path(), e);
    }
  }

  @Override
  public String describe() {
    return root.path().toUri().toString();
  }

  @Override
  public void close() {}
}
