package io.holdfast.e2e.filerestore;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What lies in a folder, which may not be there.
record FolderContents(Path folder) {

  /// The digest of each file, but for the agent's lock.
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files()) {
      String name = folder.relativize(file).toString();
      if (!name.startsWith(".holdfast.l")) {
        digests.put(name, digest(file));
      }
    }
    return digests;
  }

  /// How many files there are that are not being written still.
  long wholeFiles() throws IOException {
    return files().stream().filter(file -> !file.toString().endsWith(".holdfast-part")).count();
  }

  /// Copies all but what a server, also a locked one, changes all the time and nobody needs.
  void copyTo(Path place) throws IOException {
    var _ =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes)
                  throws IOException {
                if (below.endsWith("diagnostic.data")) {
                  return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(place.resolve(folder.relativize(below).toString()));
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                var _ = Files.copy(file, place.resolve(folder.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
              }
            });
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
