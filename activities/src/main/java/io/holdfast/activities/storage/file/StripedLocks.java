package io.holdfast.activities.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Locks on keys that hold between threads and between processes: a key falls on one of 16 stripes,
/// and a stripe is a file that is locked by the kernel. A process that dies lets go by itself.
final class StripedLocks {
  private static final int STRIPES = 16;

  // POSIX file locks belong to the process: a second lock on the same file is refused to another
  // thread, and closing any channel of the file lets go of all. So the threads of this JVM queue up
  // here first, whichever store object they come from.
  private static final ReentrantLock[] THREADS =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

  private final Path folder;

  StripedLocks(Path folder) {
    this.folder = folder;
  }

  /// Something done while a key is locked.
  @FunctionalInterface
  interface Locked<T> {
    T run() throws IOException;
  }

  <T> T with(String key, Locked<T> work) throws IOException {
    Path file = folder.resolve("%02x".formatted(Math.floorMod(key.hashCode(), STRIPES)));
    ReentrantLock threads = THREADS[Math.floorMod(file.hashCode(), THREADS.length)];
    threads.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        return work.run();
      }
    } finally {
      threads.unlock();
    }
  }
}
