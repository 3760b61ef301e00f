package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The files below a folder with their contents, as a test compares them.
final class Tree {
  private Tree() {}

  /// Everything but what is ours.
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(DataFolder.OWN)) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }

  /// Writes some files of a database, told apart by `mark`.
  static Map<String, String> fill(Path folder, String mark) throws IOException {
    for (String name :
        new String[] {
          "WiredTiger",
          "WiredTiger.wt",
          "collection-1.wt",
          "journal/WiredTigerLog.1",
          "shop/index.wt"
        }) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name + " " + mark);
    }
    return of(folder);
  }
}
