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
      var _ = sweep(ABANDONED);
    }
    return folder.resolve(UUID.randomUUID().toString());
  }

  /// Deletes what dead processes left: files that nobody has written to for longer than `age`.
  ///
  /// @return how many
  int sweep(Duration age) throws IOException {
    root.requireThere();
    Instant limit = Instant.now().minus(age);
    int swept = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        swept += isSwept(file, limit) ? 1 : 0;
      }
      return swept;
    } catch (NoSuchFileException _) {
      return 0;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isSwept(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit)
          && Files.deleteIfExists(file);
    } catch (NoSuchFileException _) {
      // Finished, or swept by somebody else.
      return false;
    }
  }
}
