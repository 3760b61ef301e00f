package io.holdfast.sandbox.session;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A collection as its transaction sees it: the documents there are, less those it removed, with
/// those that it changed or added. Transactions are small, so a scan merges them by sorting.
final class TransactionView implements DocReader {
  /// Beyond every record number of a collection: where a transaction's own documents stand.
  private static final long FIRST_OWN = 1L << 62;

  private final StoredCollection base;
  private final TreeMap<Value, StoredDoc> changed = new TreeMap<>(ValueOrder.INSTANCE);
  private final Set<Value> removed = new TreeSet<>(ValueOrder.INSTANCE);
  private long nextOwn = FIRST_OWN;

  TransactionView(StoredCollection base) {
    this.base = base;
  }

  boolean isRemoved(Value key) {
    return removed.contains(key);
  }

  void put(Doc document) {
    Value key = Objects.requireNonNull(document.get("_id"), "_id");
    StoredDoc old = byKey(key);
    removed.remove(key);
    changed.put(key, new StoredDoc(old == null ? nextOwn++ : old.id(), document));
  }

  void remove(Value key) {
    changed.remove(key);
    removed.add(key.compact());
  }

  @Override
  public @Nullable StoredDoc byKey(Value key) {
    if (removed.contains(key)) {
      return null;
    }
    StoredDoc own = changed.get(key);
    return own != null ? own : base.byKey(key);
  }

  @Override
  public long count() {
    return all().size();
  }

  @Override
  public Iterator<StoredDoc> natural(@Nullable Long from, boolean inclusive, boolean forward) {
    Comparator<StoredDoc> order = Comparator.comparingLong(StoredDoc::id);
    return part(order, from == null ? null : new StoredDoc(from, Doc.EMPTY), inclusive, forward);
  }

  @Override
  public Iterator<StoredDoc> ordered(@Nullable Value from, boolean inclusive, boolean forward) {
    Comparator<StoredDoc> order = Comparator.comparing(StoredDoc::key, ValueOrder.INSTANCE);
    Doc edge = from == null ? Doc.EMPTY : new DocBuilder().put("_id", from).build();
    return part(order, from == null ? null : new StoredDoc(0, edge), inclusive, forward);
  }

  private Iterator<StoredDoc> part(
      Comparator<StoredDoc> ascending,
      @Nullable StoredDoc from,
      boolean inclusive,
      boolean forward) {
    Comparator<StoredDoc> order = forward ? ascending : ascending.reversed();
    return all().stream()
        .filter(doc -> from == null || order.compare(doc, from) >= (inclusive ? 0 : 1))
        .sorted(order)
        .iterator();
  }

  private List<StoredDoc> all() {
    List<StoredDoc> all = new ArrayList<>(changed.values());
    Set<Long> own = new HashSet<>();
    changed.values().forEach(doc -> own.add(doc.id()));
    base.natural(null, true, true)
        .forEachRemaining(
            doc -> {
              if (!own.contains(doc.id()) && !removed.contains(doc.key())) {
                all.add(doc);
              }
            });
    return all;
  }

  /// Refuses an `_id` that is there already.
  void requireNew(Value key) {
    if (byKey(key) != null) {
      throw ServerError.DUPLICATE_KEY.because(
          "E11000 duplicate key error collection: %s index: _id_ dup key: { _id: %s }"
              .formatted(base.namespace(), key));
    }
  }
}
