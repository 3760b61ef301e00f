package io.holdfast.e2e.breaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of a directory repository, to be counted and spoilt.
record RepositoryFiles(Path root) {

  /// The payload objects of an instance's backups, by name.
  List<Path> payload(String instance) {
    return under("backups/" + instance, ".zst");
  }

  /// The payload objects that hold documents of `collection`.
  List<Path> chunks(String instance, String collection) {
    return payload(instance).stream()
        .filter(file -> file.toString().contains(collection))
        .filter(file -> file.getFileName().toString().matches("\\d.*\\.bson\\.zst"))
        .toList();
  }

  List<Path> manifests(String instance) {
    return under("backups/" + instance, "manifest.json");
  }

  private List<Path> under(String folder, String end) {
    Path start = root.resolve(folder);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (UncheckedIOException | IOException e) {
      // Files come and go while a backup runs.
      return List.of();
    }
  }
}
