package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The collections of one member, by name and by UUID.
public final class Catalog {
  private final TreeMap<String, TreeMap<String, StoredCollection>> databases = new TreeMap<>();
  private final Map<UUID, StoredCollection> byUuid = new HashMap<>();
  private final Changes changes;

  Catalog(Changes changes) {
    this.changes = changes;
  }

  public @Nullable StoredCollection find(Namespace namespace) {
    TreeMap<String, StoredCollection> collections = databases.get(namespace.db());
    return collections == null ? null : collections.get(namespace.collection());
  }

  public @Nullable StoredCollection find(UUID uuid) {
    return byUuid.get(uuid);
  }

  /// The collection, or NamespaceNotFound.
  public StoredCollection require(Namespace namespace) {
    StoredCollection found = find(namespace);
    if (found == null) {
      throw ServerError.NAMESPACE_NOT_FOUND.because("ns not found " + namespace);
    }
    return found;
  }

  public StoredCollection create(
      Namespace namespace, UUID uuid, Doc options, @Nullable IndexDefinition primary) {
    if (find(namespace) != null) {
      throw ServerError.NAMESPACE_EXISTS.because("Collection already exists. NS: " + namespace);
    }
    StoredCollection created = new StoredCollection(uuid, namespace, options, primary, changes);
    put(created);
    changes.described(created);
    return created;
  }

  private void put(StoredCollection collection) {
    databases
        .computeIfAbsent(collection.namespace().db(), name -> new TreeMap<>())
        .put(collection.namespace().collection(), collection);
    byUuid.put(collection.uuid(), collection);
  }

  public void drop(StoredCollection collection) {
    takeOut(collection);
    changes.dropped(collection);
  }

  private void takeOut(StoredCollection collection) {
    TreeMap<String, StoredCollection> collections = databases.get(collection.namespace().db());
    if (collections != null) {
      collections.remove(collection.namespace().collection());
      if (collections.isEmpty()) {
        databases.remove(collection.namespace().db());
      }
    }
    byUuid.remove(collection.uuid());
  }

  /// Gives a collection another name, in whatever database; what had that name must be gone.
  public void rename(StoredCollection collection, Namespace to) {
    takeOut(collection);
    collection.renamed(to);
    put(collection);
    changes.described(collection);
  }

  /// Names of the databases that have a collection.
  public List<String> databases() {
    return List.copyOf(databases.keySet());
  }

  public List<StoredCollection> collections(String db) {
    TreeMap<String, StoredCollection> collections = databases.get(db);
    return collections == null ? List.of() : List.copyOf(collections.values());
  }

  /// Every collection of every database.
  public List<StoredCollection> all() {
    List<StoredCollection> all = new ArrayList<>();
    databases.values().forEach(collections -> all.addAll(collections.values()));
    return all;
  }
}
