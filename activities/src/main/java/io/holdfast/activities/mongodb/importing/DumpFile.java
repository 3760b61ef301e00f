package io.holdfast.activities.mongodb.importing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file of a dump's directory.
///
/// @param shown its path below the directory, for people
/// @param name its own name without `.gz`
/// @param gzip whether it is compressed
record DumpFile(Path path, String shown, String name, boolean gzip) {
  private static final String GZIP = ".gz";

  static DumpFile of(Path path, String shown) {
    String own = path.getFileName().toString();
    boolean gzip = own.endsWith(GZIP);
    return new DumpFile(
        path, shown, gzip ? own.substring(0, own.length() - GZIP.length()) : own, gzip);
  }

  DumpFile compressed(boolean compressed) {
    return new DumpFile(path, shown, name, compressed);
  }

  DocumentInput open() {
    return DocumentInput.open(path, shown, gzip);
  }

  /// What a small file holds.
  String text() {
    try (DocumentInput in = open()) {
      return new String(in.rest(), StandardCharsets.UTF_8);
    }
  }
}
