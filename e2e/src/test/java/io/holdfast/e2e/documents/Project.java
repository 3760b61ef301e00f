package io.holdfast.e2e.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project's own files, found from wherever the tests run.
public final class Project {
  public static final Path ROOT = root();

  private Project() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("holdfast"))
        || !Files.exists(folder.resolve("docker-compose.yml"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("the project's root is not above " + Path.of(""));
      }
      folder = parent;
    }
    return folder;
  }

  public static String read(String path) {
    return read(ROOT.resolve(path));
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All Markdown files but those in build folders.
  static List<Path> documents() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.[^/]+)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
