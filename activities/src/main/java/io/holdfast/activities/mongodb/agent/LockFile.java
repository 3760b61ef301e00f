package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// `mongod.lock`: in it a running server keeps its process id, and one that was shut down cleanly
/// nothing. After a crash, or in another container, the number may be another process's: who holds
/// the file is asked of the system.
final class LockFile {
  static final String NAME = "mongod.lock";

  /// The storage engine's. On Linux a server's lock on it is a `fcntl` lock of the first byte, as
  /// Java's are; that on the other is by `flock`, which Java's do not meet.
  private static final String OF_THE_ENGINE = "WiredTiger.lock";

  private final Path folder;
  private final Path file;
  private final OpenFiles system;

  LockFile(Path folder) {
    this(folder, new OpenFiles(Path.of("/proc")));
  }

  LockFile(Path folder, OpenFiles system) {
    this.folder = folder;
    this.file = folder.resolve(NAME);
    this.system = system;
  }

  /// Whether the process that it names holds it.
  Holder holder() throws IOException {
    Optional<ProcessHandle> named = named();
    if (named.isEmpty()) {
      return new Holder.Nobody();
    }
    ProcessHandle process = named.get();
    if (!system.isThere()) {
      return isLocked(file) ? new Holder.Server(process) : new Holder.Nobody();
    }
    return system.holder(process, file);
  }

  private Optional<ProcessHandle> named() throws IOException {
    try {
      String text = Files.readString(file).strip();
      return text.matches("[0-9]{1,18}")
          ? ProcessHandle.of(Long.parseLong(text)).filter(ProcessHandle::isAlive)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Whether a server works on the folder that is no process here: one of another container. Asked
  /// once before anything is moved, and not while a server may be starting: to ask is to hold the
  /// lock for a moment.
  boolean isHeldByUnseen() throws IOException {
    return holder() instanceof Holder.Nobody
        && (isLocked(file) || isLocked(folder.resolve(OF_THE_ENGINE)));
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(0, 1, false)) {
      return lock == null;
    } catch (NoSuchFileException | AccessDeniedException | OverlappingFileLockException e) {
      return false; // nothing to be held, or nothing that can be asked
    }
  }
}
