package io.holdfast.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// MongoDB's own tools.
final class MongoTool {
  private MongoTool() {}

  /// Whether it is on the PATH.
  static boolean isHere(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
