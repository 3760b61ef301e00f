package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.CollectionOptions;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Performs the commands that stand in the oplog as `c` entries. The primary performs exactly what
/// it then writes down, so that every member ends with the same catalog.
public final class StructureChange {
  private final Catalog catalog;

  public StructureChange(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Performs a command of the oplog; one that is not known is refused by name.
  public void perform(Operation operation) {
    Doc o = operation.o();
    Field first = Objects.requireNonNull(o.first(), "a command has a name");
    switch (first.name()) {
      case "create" -> create(operation, first.value().string());
      case "drop" -> catalog.drop(target(operation, first));
      case "dropDatabase" -> catalog.collections(operation.db()).forEach(catalog::drop);
      case "createIndexes" -> target(operation, first).addIndex(indexOf(o));
      case "startIndexBuild", "abortIndexBuild" -> target(operation, first);
      case "commitIndexBuild" -> commitIndexBuild(target(operation, first), o);
      case "dropIndexes", "deleteIndexes" ->
          target(operation, first).dropIndex(Objects.requireNonNull(o.string("index"), "index"));
      case "collMod" -> collMod(target(operation, first), o);
      case "renameCollection" -> rename(operation, o);
      default ->
          throw ServerError.BAD_VALUE.because(
              "Unknown oplog entry command type: %s Object field: %s".formatted(first.name(), o));
    }
  }

  private StoredCollection target(Operation operation, Field command) {
    StoredCollection byUuid = operation.ui() == null ? null : catalog.find(operation.ui());
    return byUuid != null
        ? byUuid
        : catalog.require(new Namespace(operation.db(), command.value().string()));
  }

  private void create(Operation operation, String name) {
    Doc o = operation.o();
    UUID uuid = operation.ui() == null ? UUID.randomUUID() : operation.ui();
    Value idIndex = o.get("idIndex");
    Doc options = CollectionOptions.of(o);
    boolean unkeyed = (o.has("autoIndexId") && !o.flag("autoIndexId")) || o.has("clusteredIndex");
    catalog.create(
        new Namespace(operation.db(), name).checked(),
        uuid,
        options,
        primary(idIndex, options, unkeyed));
  }

  private static @Nullable IndexDefinition primary(
      @Nullable Value idIndex, Doc options, boolean unkeyed) {
    if (idIndex != null) {
      return new IndexDefinition(without(idIndex.doc(), "ns"));
    }
    return unkeyed ? null : IndexDefinition.primary(options.get("collation"));
  }

  private static IndexDefinition indexOf(Doc o) {
    DocBuilder spec = new DocBuilder();
    for (Field field : o) {
      if (!field.name().equals("createIndexes")) {
        spec.put(field);
      }
    }
    return new IndexDefinition(without(spec.build(), "ns"));
  }

  private static Doc without(Doc document, String name) {
    DocBuilder kept = new DocBuilder(document.size());
    for (Field field : document) {
      if (!field.name().equals(name)) {
        kept.put(field);
      }
    }
    return kept.build();
  }

  private static void commitIndexBuild(StoredCollection collection, Doc o) {
    Value indexes = Objects.requireNonNull(o.get("indexes"), "indexes");
    for (Value spec : indexes.doc().values()) {
      collection.addIndex(new IndexDefinition(spec.doc()));
    }
  }

  private static void collMod(StoredCollection collection, Doc o) {
    DocBuilder merged = new DocBuilder();
    for (String name : CollectionOptions.NAMES) {
      Value changed = o.get(name);
      boolean emptied = changed != null && changed.isDocument() && changed.doc().isEmpty();
      Value value = changed == null ? collection.options().get(name) : changed;
      if (value != null && !emptied) {
        merged.put(name, value);
      }
    }
    collection.options(merged.build());
    Doc index = o.doc("index");
    if (index != null) {
      modifyIndex(collection, index);
    }
  }

  private static void modifyIndex(StoredCollection collection, Doc change) {
    IndexDefinition index = collection.index(String.valueOf(change.string("name")));
    if (index == null) {
      throw ServerError.INDEX_NOT_FOUND.because(
          "cannot find index " + change + " for ns " + collection.namespace());
    }
    DocBuilder spec = new DocBuilder();
    for (Field field : index.spec()) {
      if (!change.has(field.name()) || field.name().equals("name")) {
        spec.put(field);
      }
    }
    Value expiry = change.get("expireAfterSeconds");
    spec.putIfPresent("expireAfterSeconds", expiry);
    if (change.flag("hidden")) {
      spec.put("hidden", true);
    }
    collection.replaceIndex(new IndexDefinition(spec.build()));
  }

  private void rename(Operation operation, Doc o) {
    Namespace from = Namespace.parse(String.valueOf(o.string("renameCollection")));
    Namespace to = Namespace.parse(String.valueOf(o.string("to"))).checked();
    StoredCollection byUuid = operation.ui() == null ? null : catalog.find(operation.ui());
    StoredCollection source = byUuid != null ? byUuid : catalog.require(from);
    StoredCollection inTheWay = catalog.find(to);
    if (inTheWay != null && inTheWay != source) {
      if (!o.flag("dropTarget")) {
        throw ServerError.NAMESPACE_EXISTS.because("target namespace exists");
      }
      catalog.drop(inTheWay);
    }
    if (!o.flag("stayTemp")) {
      source.options(without(source.options(), "temp"));
    }
    catalog.rename(source, to);
  }
}
