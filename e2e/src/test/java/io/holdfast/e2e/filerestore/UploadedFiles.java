package io.holdfast.e2e.filerestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an agent has put into a directory repository.
///
/// @param set whose files they are
record UploadedFiles(Path repository, String operation, String backup, String set) {

  /// How many objects the agent has noted as uploaded.
  long noted() throws IOException {
    String list = "-%s-parts/".formatted(set);
    return below("operations").stream()
        .map(Path::toString)
        .filter(file -> file.contains(operation) && file.contains(list))
        .count();
  }

  /// The objects, and when each was written.
  Map<Path, FileTime> objects() throws IOException {
    String folder = "-%s/%s/files/".formatted(backup, set);
    Map<Path, FileTime> objects = new HashMap<>();
    for (Path file : below("backups")) {
      if (file.toString().contains(folder)) {
        objects.put(file, Files.getLastModifiedTime(file));
      }
    }
    return objects;
  }

  private List<Path> below(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(repository.resolve(folder))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
