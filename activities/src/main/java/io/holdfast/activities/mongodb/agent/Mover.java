package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The renaming of one file or folder within a file system, all or nothing.
@FunctionalInterface
interface Mover {
  /// Renames, and never over something that is there.
  Mover RENAME =
      (from, to) -> {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(to + " is there already");
        }
        var _ = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      };

  void move(Path from, Path to) throws IOException;
}
