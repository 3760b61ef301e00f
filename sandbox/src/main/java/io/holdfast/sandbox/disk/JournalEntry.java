package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.CatalogEntry;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One change of a store as the journal keeps it, and its doing again.
final class JournalEntry {
  private JournalEntry() {}

  static Doc described(StoredCollection collection) {
    return new DocBuilder().put("described", CatalogEntry.of(collection).toDoc()).build();
  }

  static Doc dropped(StoredCollection collection) {
    return new DocBuilder().put("dropped", collection.uuid()).build();
  }

  static Doc put(StoredCollection collection, StoredDoc document) {
    return new DocBuilder(document.doc().size() + 64)
        .put("put", collection.uuid())
        .put("record", document.id())
        .put("document", document.doc())
        .build();
  }

  static Doc removed(StoredCollection collection, StoredDoc document) {
    return new DocBuilder().put("removed", collection.uuid()).put("record", document.id()).build();
  }

  /// Does it again.
  static void redo(Doc entry, Catalog catalog) {
    var first = Objects.requireNonNull(entry.first(), "an entry says what it is");
    switch (first.name()) {
      case "described" -> CatalogEntry.parse(first.value().doc()).impose(catalog);
      case "dropped" -> catalog.drop(collection(catalog, first.value()));
      case "put" ->
          put(
              collection(catalog, first.value()),
              record(entry),
              Objects.requireNonNull(entry.doc("document"), "document"));
      case "removed" -> remove(collection(catalog, first.value()), record(entry));
      default -> throw new IllegalStateException("not of a journal: " + entry);
    }
  }

  private static StoredCollection collection(Catalog catalog, Value uuid) {
    UUID id = Objects.requireNonNull(uuid.uuid(), "uuid");
    return Objects.requireNonNull(catalog.find(id), () -> "no collection " + id);
  }

  private static long record(Doc entry) {
    return Objects.requireNonNull(entry.get("record"), "record").asLong();
  }

  private static void put(StoredCollection collection, long record, Doc document) {
    StoredDoc old = collection.byRecordId(record);
    if (old == null) {
      collection.insert(record, document.compact());
    } else {
      collection.replace(old, document.compact());
    }
  }

  /// What a capped collection has let go by itself is gone already.
  private static void remove(StoredCollection collection, long record) {
    @Nullable StoredDoc old = collection.byRecordId(record);
    if (old != null) {
      collection.remove(old);
    }
  }
}
