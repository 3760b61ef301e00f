package io.holdfast.activities.mongodb.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The dumps in `src/test/resources/dumps`, which mongodump 100.18 wrote of one small Percona
/// Server 4.4.6-8: `directory`, `directory-gzip`, `archive`, `archive-gzip`, each with its oplog,
/// and `no-oplog`, a directory without.
final class RecordedDumps {
  static final List<String> WITH_OPLOG =
      List.of("directory", "directory-gzip", "archive", "archive-gzip");

  private RecordedDumps() {}

  static Path of(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(RecordedDumps.class.getResource("/dumps/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A copy that may be damaged.
  static Path copy(String name, Path to) {
    Path from = of(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
