package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A collection without its documents: as `_mdb_catalog.wt` and the journal keep it, and as one
/// member tells another.
public record CatalogEntry(
    UUID uuid, Namespace namespace, Doc options, List<IndexDefinition> indexes) {

  public static CatalogEntry of(StoredCollection collection) {
    return new CatalogEntry(
        collection.uuid(), collection.namespace(), collection.options(), collection.indexes());
  }

  public Doc toDoc() {
    return new DocBuilder()
        .put("uuid", uuid)
        .put("ns", namespace.full())
        .put("options", options)
        .putDocs("indexes", indexes.stream().map(IndexDefinition::spec).toList())
        .build();
  }

  public static CatalogEntry parse(Doc doc) {
    return new CatalogEntry(
        Objects.requireNonNull(required(doc, "uuid").uuid(), "uuid"),
        Namespace.parse(required(doc, "ns").string()),
        required(doc, "options").doc().compact(),
        required(doc, "indexes").doc().values().stream()
            .map(spec -> new IndexDefinition(spec.doc().compact()))
            .toList());
  }

  private static Value required(Doc doc, String name) {
    return Objects.requireNonNull(doc.get(name), name);
  }

  /// Makes the collection, or makes the one with its UUID be as it says.
  public StoredCollection impose(Catalog catalog) {
    StoredCollection found = catalog.find(uuid);
    StoredCollection collection = found == null ? create(catalog) : found;
    if (!collection.namespace().equals(namespace)) {
      catalog.rename(collection, namespace);
    }
    if (!collection.options().equals(options)) {
      collection.options(options);
    }
    for (IndexDefinition old : collection.indexes()) {
      if (!indexes.contains(old)) {
        collection.dropIndex(old.name());
      }
    }
    for (IndexDefinition index : indexes) {
      if (!collection.indexes().contains(index)) {
        collection.addIndex(index);
      }
    }
    return collection;
  }

  private StoredCollection create(Catalog catalog) {
    boolean keyed = !indexes.isEmpty() && indexes.getFirst().isPrimary();
    return catalog.create(namespace, uuid, options, keyed ? indexes.getFirst() : null);
  }
}
