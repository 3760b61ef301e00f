package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A collection: its name, options and indexes, and its documents in natural order and by `_id`.
public final class StoredCollection implements DocReader {
  private final UUID uuid;
  private final Changes changes;
  private Namespace namespace;
  private Doc options;
  private final Map<String, IndexDefinition> indexes = new LinkedHashMap<>();
  private final Map<String, UniqueIndex> unique = new LinkedHashMap<>();
  private final TreeMap<Long, StoredDoc> natural = new TreeMap<>();
  private final TreeMap<Value, StoredDoc> byKey = new TreeMap<>(ValueOrder.INSTANCE);
  private final boolean clustered;
  private final boolean keyed;
  private long nextRecord = 1;
  private long bytes;

  StoredCollection(
      UUID uuid,
      Namespace namespace,
      Doc options,
      @Nullable IndexDefinition primary,
      Changes changes) {
    this.uuid = uuid;
    this.changes = changes;
    this.namespace = namespace;
    this.options = options;
    this.clustered = options.has("clusteredIndex");
    this.keyed = primary != null || clustered;
    if (primary != null) {
      indexes.put(primary.name(), primary);
    }
  }

  public UUID uuid() {
    return uuid;
  }

  public Namespace namespace() {
    return namespace;
  }

  void renamed(Namespace to) {
    namespace = to;
  }

  public Doc options() {
    return options;
  }

  public void options(Doc changed) {
    options = changed;
    changes.described(this);
  }

  /// Whether it drops its oldest documents when it grows beyond its size.
  public boolean capped() {
    return options.flag("capped");
  }

  /// Whether its documents lie in the order of `_id`.
  public boolean clustered() {
    return clustered;
  }

  /// The indexes, that on `_id` first.
  public List<IndexDefinition> indexes() {
    return List.copyOf(indexes.values());
  }

  public @Nullable IndexDefinition index(String name) {
    return indexes.get(name);
  }

  /// Adds an index; refuses it with a duplicate key error, leaving nothing, when it is unique and
  /// the documents are not.
  public void addIndex(IndexDefinition index) {
    if (index.unique() && index.isPlain()) {
      UniqueIndex keys = new UniqueIndex(index);
      for (StoredDoc entry : natural.values()) {
        keys.check(namespace, entry.doc(), entry);
        keys.add(entry);
      }
      unique.put(index.name(), keys);
    }
    replaceIndex(index);
  }

  /// Puts another description in the place of the index of that name.
  public void replaceIndex(IndexDefinition index) {
    indexes.put(index.name(), index);
    changes.described(this);
  }

  public void dropIndex(String name) {
    indexes.remove(name);
    unique.remove(name);
    changes.described(this);
  }

  /// Size of all documents in bytes.
  public long bytes() {
    return bytes;
  }

  @Override
  public long count() {
    return natural.size();
  }

  /// Refuses a document that another record already has the `_id` or a unique key of.
  public void checkUnique(Doc document, @Nullable StoredDoc itself) {
    Value key = document.get("_id");
    if (keyed && key != null) {
      StoredDoc holder = byKey.get(key);
      if (holder != null && holder != itself) {
        IndexDefinition primary =
            clustered ? IndexDefinition.primary(null) : indexes.values().iterator().next();
        throw UniqueIndex.duplicate(namespace, primary, List.of(key));
      }
    }
    for (UniqueIndex index : unique.values()) {
      index.check(namespace, document, itself);
    }
  }

  /// Adds a document, which the caller has checked to be unique.
  public StoredDoc insert(Doc document) {
    return insert(nextRecord, document);
  }

  /// Adds a document under a record number of the caller's choice, greater than any before.
  public StoredDoc insert(long recordId, Doc document) {
    StoredDoc added = new StoredDoc(recordId, document);
    nextRecord = recordId + 1;
    natural.put(recordId, added);
    if (keyed) {
      byKey.put(added.key(), added);
    }
    unique.values().forEach(index -> index.add(added));
    bytes += document.size();
    changes.put(this, added);
    trim();
    return added;
  }

  /// Gives a record another document with the same `_id`.
  public void replace(StoredDoc entry, Doc document) {
    unique.values().forEach(index -> index.remove(entry));
    if (keyed) {
      // The key is a slice of the old document: put it anew, or the old bytes would stay.
      byKey.remove(entry.key());
    }
    bytes += document.size() - entry.doc().size();
    entry.become(document);
    if (keyed) {
      byKey.put(entry.key(), entry);
    }
    unique.values().forEach(index -> index.add(entry));
    changes.put(this, entry);
  }

  public void remove(StoredDoc entry) {
    natural.remove(entry.id());
    if (keyed) {
      byKey.remove(entry.key());
    }
    unique.values().forEach(index -> index.remove(entry));
    bytes -= entry.doc().size();
    changes.removed(this, entry);
  }

  private void trim() {
    if (!capped()) {
      return;
    }
    Value size = options.get("size");
    Value max = options.get("max");
    long maxBytes = size == null ? Long.MAX_VALUE : size.asLong();
    long maxCount = max == null || max.asLong() <= 0 ? Long.MAX_VALUE : max.asLong();
    while (natural.size() > 1 && (bytes > maxBytes || natural.size() > maxCount)) {
      remove(natural.firstEntry().getValue());
    }
  }

  public @Nullable StoredDoc first() {
    Map.Entry<Long, StoredDoc> entry = natural.firstEntry();
    return entry == null ? null : entry.getValue();
  }

  public @Nullable StoredDoc last() {
    Map.Entry<Long, StoredDoc> entry = natural.lastEntry();
    return entry == null ? null : entry.getValue();
  }

  public @Nullable StoredDoc byRecordId(long recordId) {
    return natural.get(recordId);
  }

  @Override
  public @Nullable StoredDoc byKey(Value key) {
    return byKey.get(key);
  }

  @Override
  public Iterator<StoredDoc> natural(@Nullable Long from, boolean inclusive, boolean forward) {
    return part(natural, from, inclusive, forward);
  }

  @Override
  public Iterator<StoredDoc> ordered(@Nullable Value from, boolean inclusive, boolean forward) {
    return part(byKey, from, inclusive, forward);
  }

  private static <K> Iterator<StoredDoc> part(
      NavigableMap<K, StoredDoc> map, @Nullable K from, boolean inclusive, boolean forward) {
    NavigableMap<K, StoredDoc> side = forward ? map : map.descendingMap();
    NavigableMap<K, StoredDoc> rest = from == null ? side : side.tailMap(from, inclusive);
    return Collections.unmodifiableCollection(rest.values()).iterator();
  }

  /// Every document, copied out of the store's reach in natural order.
  public List<Doc> snapshot() {
    List<Doc> all = new ArrayList<>(natural.size());
    natural.values().forEach(entry -> all.add(entry.doc()));
    return all;
  }
}
