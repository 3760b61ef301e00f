package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.storage.CatalogEntry;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// All collections at one moment, taken inside the store's lock to be written outside of it.
///
/// @param catalog the rows of `_mdb_catalog.wt`
/// @param sizes the rows of `sizeStorer.wt`
/// @param documents of the collections that have changed, by file
/// @param files of all collections
/// @param timestamp the oplog's last entry that is in it
/// @param journal the first journal of what comes after it
record Picture(
    List<Doc> catalog,
    List<Doc> sizes,
    Map<String, List<Doc>> documents,
    Map<UUID, String> files,
    long timestamp,
    int journal) {
  /// How the names of the collections' files begin.
  static final String PREFIX = "collection-";

  /// @param changed since the last one
  /// @param known the files of the collections that have one already
  static Picture of(
      List<StoredCollection> all,
      Set<UUID> changed,
      Map<UUID, String> known,
      long timestamp,
      int journal) {
    Picture picture =
        new Picture(
            new ArrayList<>(),
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            timestamp,
            journal);
    for (StoredCollection collection : all) {
      String file = known.getOrDefault(collection.uuid(), "");
      boolean isNew = file.isEmpty();
      picture.add(
          collection,
          isNew ? newName(known.size() + picture.files.size()) : file,
          isNew || changed.contains(collection.uuid()));
    }
    return picture;
  }

  private static String newName(int number) {
    return PREFIX + "%d-%d.wt".formatted(number, ThreadLocalRandom.current().nextLong());
  }

  private void add(StoredCollection collection, String file, boolean changed) {
    Doc entry = CatalogEntry.of(collection).toDoc();
    catalog.add(new DocBuilder().put("file", file).put("entry", entry).build());
    sizes.add(new DocBuilder().put("file", file).put("documents", collection.count()).build());
    files.put(collection.uuid(), file);
    if (changed) {
      List<Doc> rows = new ArrayList<>();
      Iterator<StoredDoc> stored = collection.natural(null, true, true);
      stored.forEachRemaining(
          document ->
              rows.add(
                  new DocBuilder(document.doc().size() + 48)
                      .put("record", document.id())
                      .put("document", document.doc())
                      .build()));
      documents.put(file, rows);
    }
  }
}
