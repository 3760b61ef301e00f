package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.BackupFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A data file that comes from the repository, and does not have its name before all of it was
/// verified and is on the disk.
///
/// @param size how many bytes it will have
/// @param missing how many of its objects are not written yet
record ArrivingFile(BackupFile file, Path target, long size, AtomicInteger missing) {
  private static final String UNFINISHED = ".holdfast-part";

  ArrivingFile(BackupFile file, Path target, long size, int objects) {
    this(file, target, size, new AtomicInteger(objects));
  }

  /// Whether an earlier attempt fetched it.
  boolean isThere() throws IOException {
    return Files.exists(target) && Files.size(target) == size;
  }

  /// Makes its folder; what an earlier attempt left unfinished goes.
  void begin() throws IOException {
    var _ = Files.createDirectories(target.resolveSibling(""));
    var _ = Files.deleteIfExists(unfinished());
  }

  FileChannel open() throws IOException {
    return FileChannel.open(unfinished(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /// Notes that one of its objects was written and verified: has it survive a power failure, and
  /// gives the file its name with the last one.
  void arrived() throws IOException {
    try (FileChannel written = open()) {
      written.force(true);
    }
    if (missing.decrementAndGet() == 0) {
      var _ = Files.move(unfinished(), target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path unfinished() {
    return target.resolveSibling(target.getFileName() + UNFINISHED);
  }
}
