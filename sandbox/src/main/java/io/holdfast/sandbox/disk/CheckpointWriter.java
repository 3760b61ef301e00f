package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes checkpoints into a data folder, beside the one before and the one that is held, and
/// removes what neither needs any more.
final class CheckpointWriter {
  private final Path dbPath;
  private final Metadata metadata;

  CheckpointWriter(Path dbPath, Metadata metadata) {
    this.dbPath = dbPath;
    this.metadata = metadata;
  }

  /// @param held whose extents must stay as they are; null for none
  Checkpoint write(Picture picture, Checkpoint before, @Nullable Checkpoint held)
      throws IOException {
    Map<String, Extent> extents = new TreeMap<>();
    for (String file : picture.files().values()) {
      List<Doc> documents = picture.documents().get(file);
      Extent unchanged = before.extents().get(file);
      extents.put(
          file,
          documents == null && unchanged != null
              ? unchanged
              : write(file, documents == null ? List.of() : documents, before, held));
    }
    extents.put(FileNames.CATALOG, write(FileNames.CATALOG, picture.catalog(), before, held));
    extents.put(FileNames.SIZES, write(FileNames.SIZES, picture.sizes(), before, held));
    Checkpoint written =
        new Checkpoint(before.number() + 1, picture.timestamp(), picture.journal(), extents);
    metadata.write(written);
    clean(written, held);
    return written;
  }

  private Extent write(
      String file, List<Doc> documents, Checkpoint before, @Nullable Checkpoint held)
      throws IOException {
    List<Extent> needed = new ArrayList<>();
    for (Checkpoint checkpoint : held == null ? List.of(before) : List.of(before, held)) {
      Extent extent = checkpoint.extents().get(file);
      if (extent != null) {
        needed.add(extent);
      }
    }
    return new BlockFile(dbPath.resolve(file)).write(documents, needed);
  }

  private void clean(Checkpoint current, @Nullable Checkpoint held) throws IOException {
    int oldest = held == null ? current.journal() : Math.min(current.journal(), held.journal());
    for (int number : Journal.numbers(dbPath)) {
      if (number < oldest) {
        Files.delete(FileNames.journal(dbPath, number));
      }
    }
    try (Stream<Path> files = Files.list(dbPath)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean needed =
            current.extents().containsKey(name)
                || (held != null && held.extents().containsKey(name));
        if (name.startsWith(Picture.PREFIX) && !needed) {
          Files.delete(file);
        }
      }
    }
  }
}
