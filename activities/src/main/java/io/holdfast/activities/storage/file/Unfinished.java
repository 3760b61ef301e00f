package io.holdfast.activities.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// The folder of files that are still being written. It lies in the root, so that a finished file
/// reaches its place by a rename within one file system.
final class Unfinished {
  /// A file that nobody has written to for so long was left behind by a process that died.
  static final Duration ABANDONED = Duration.ofDays(1);

  private final Root root;
  private final Path folder;
  private final AtomicBoolean swept = new AtomicBoolean();

  Unfinished(Root root) {
    this.root = root;
    this.folder = root.reserved("unfinished");
  }

  /// The path of a new file, which does not exist yet. The first one sweeps.
  Path next() throws IOException {
    root.requireThere();
    Files.createDirectories(folder);
    if (!swept.getAndSet(true)) {
      sweep(Instant.now());
    }
    return folder.resolve(UUID.randomUUID().toString());
  }

  /// Deletes what dead processes left.
  private void sweep(Instant now) throws IOException {
    Instant limit = now.minus(ABANDONED);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        sweep(file, limit);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void sweep(Path file, Instant limit) throws IOException {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // Finished, or swept by somebody else.
    }
  }
}
