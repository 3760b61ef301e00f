package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.CatalogEntry;
import io.holdfast.sandbox.storage.StoredCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Brings a store to what a data folder holds: the checkpoint, then the journals behind it.
final class Loader {
  private final Path dbPath;
  private final Checkpoint checkpoint;
  private final Map<UUID, String> files = new HashMap<>();

  Loader(Path dbPath, Checkpoint checkpoint) {
    this.dbPath = dbPath;
    this.checkpoint = checkpoint;
  }

  /// @return the files of the collections
  /// @throws DamagedFiles when they do not fit together
  Map<UUID, String> load(Catalog catalog) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    for (Doc size : read(FileNames.SIZES)) {
      sizes.put(
          Extent.file(size), Objects.requireNonNull(size.get("documents"), "documents").asLong());
    }
    for (Doc row : read(FileNames.CATALOG)) {
      String file = Extent.file(row);
      StoredCollection collection =
          CatalogEntry.parse(Objects.requireNonNull(row.doc("entry"), "entry")).impose(catalog);
      fill(collection, read(file));
      if (collection.count() != sizes.getOrDefault(file, -1L)) {
        throw new DamagedFiles(dbPath.resolve(file), "has not as many documents as it should");
      }
      files.put(collection.uuid(), file);
    }
    Journal.read(dbPath, checkpoint.journal()).forEach(entry -> JournalEntry.redo(entry, catalog));
    return files;
  }

  private List<Doc> read(String file) throws IOException {
    Extent extent = checkpoint.extents().get(file);
    if (extent == null) {
      throw new DamagedFiles(dbPath.resolve(file), "is not in the checkpoint");
    }
    return new BlockFile(dbPath.resolve(file)).read(extent);
  }

  private static void fill(StoredCollection collection, List<Doc> rows) {
    for (Doc row : rows) {
      long record = Objects.requireNonNull(row.get("record"), "record").asLong();
      collection.insert(record, Objects.requireNonNull(row.doc("document"), "document").compact());
    }
  }
}
