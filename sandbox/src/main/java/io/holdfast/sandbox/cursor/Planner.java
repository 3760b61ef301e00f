package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.query.FilterParser;
import io.holdfast.sandbox.query.SortOrder;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// Chooses how a query walks a collection: to one `_id`, along `_id`, along another index (sorted
/// on the spot), from a time on in the oplog, or in natural order.
public final class Planner {
  private final DocReader reader;
  private final StoredCollection collection;
  private final Query query;

  private Planner(DocReader reader, StoredCollection collection, Query query) {
    this.reader = reader;
    this.collection = collection;
    this.query = query;
  }

  /// The matching documents, sorted; `keep` is how many of a sort are wanted at most (0: all).
  public static DocSource plan(
      DocReader reader, StoredCollection collection, Query query, long keep) {
    return new Planner(reader, collection, query).plan(keep);
  }

  private DocSource plan(long keep) {
    if (query.min() != null || query.max() != null) {
      return sorted(matching(bounded()), keep);
    }
    Value key = exactKey();
    if (key != null) {
      StoredDoc found = reader.byKey(key);
      return matching(DocSource.of(found == null ? List.of() : List.of(result(found))));
    }
    IndexDefinition hinted = query.hinted(collection);
    int direction = keySortDirection();
    if (query.naturalOrder() != 0) {
      return matching(natural(query.naturalOrder() > 0));
    }
    if (direction != 0) {
      return matching(alongKey(null, null, direction > 0));
    }
    if (hinted != null && hinted.isPrimary()) {
      return sorted(matching(alongKey(null, null, true)), keep);
    }
    if (hinted != null && hinted.isPlain()) {
      return sorted(matching(new IndexWalk(reader, hinted.key(), null, null).source()), keep);
    }
    return sorted(matching(natural(true)), keep);
  }

  private DocSource matching(DocSource source) {
    return query.filter().isEmpty() ? source : source.filter(FilterParser.parse(query.filter()));
  }

  private DocSource sorted(DocSource source, long keep) {
    Doc sort = query.sort();
    return sort == null || sort.isEmpty() ? source : source.sort(new SortOrder(sort), keep);
  }

  /// The `_id` that the filter asks for alone; null when it is a range, or none.
  private @Nullable Value exactKey() {
    Value key = query.filter().get("_id");
    if (key != null && key.isDocument()) {
      Value wanted = key.doc().get("$eq");
      boolean operators =
          !key.doc().isEmpty() && key.doc().fields().getFirst().name().startsWith("$");
      key = wanted != null || operators ? wanted : key;
    }
    boolean pattern = key != null && (key.type() == BsonType.REGULAR_EXPRESSION || key.isArray());
    return pattern || !hasKeyIndex() ? null : key;
  }

  private boolean hasKeyIndex() {
    return collection.clustered()
        || collection.indexes().stream().anyMatch(IndexDefinition::isPrimary);
  }

  /// 1 or -1 when the sort begins with `_id`, which nothing after it can change.
  private int keySortDirection() {
    Doc sort = query.sort();
    if (sort == null || sort.isEmpty() || !hasKeyIndex()) {
      return 0;
    }
    var first = sort.fields().getFirst();
    return first.name().equals("_id") ? (first.value().asDouble() < 0 ? -1 : 1) : 0;
  }

  private DocSource bounded() {
    IndexDefinition index = query.hinted(collection);
    if (index == null) {
      throw ServerError.LOCATION51173.because(
          "When using min()/max() a hint of which index to use must be provided");
    }
    requireKeyOf(index, query.min());
    requireKeyOf(index, query.max());
    if (index.isPrimary()) {
      return alongKey(first(query.min()), first(query.max()), true);
    }
    return new IndexWalk(reader, index.key(), query.min(), query.max()).source();
  }

  private static void requireKeyOf(IndexDefinition index, @Nullable Doc bound) {
    if (bound == null || bound.isEmpty()) {
      return;
    }
    List<String> asked = bound.fields().stream().map(field -> field.name()).toList();
    List<String> has = index.key().fields().stream().map(field -> field.name()).toList();
    if (!asked.equals(has)) {
      throw ServerError.LOCATION51174.because(
          "The index chosen is not compatible with min/max: " + index.key() + " and " + bound);
    }
  }

  private static @Nullable Value first(@Nullable Doc bound) {
    return bound == null || bound.isEmpty() ? null : bound.values().getFirst();
  }

  private DocSource alongKey(@Nullable Value from, @Nullable Value to, boolean forward) {
    Predicate<StoredDoc> within =
        to == null ? doc -> true : doc -> ValueOrder.INSTANCE.compare(doc.key(), to) < 0;
    return new Scan(
        last -> reader.ordered(last == null ? from : last.key(), last == null, forward),
        within,
        this::result);
  }

  private DocSource natural(boolean forward) {
    if (collection.clustered()) {
      return alongKey(null, null, forward);
    }
    Long from = forward && isOplog() ? oplogStart() : null;
    return new Scan(last -> open(last, from, forward), doc -> true, this::result);
  }

  private Iterator<StoredDoc> open(@Nullable StoredDoc last, @Nullable Long from, boolean forward) {
    if (last != null
        && collection.capped()
        && reader.equals(collection)
        && collection.byRecordId(last.id()) == null) {
      throw ServerError.CAPPED_POSITION_LOST.because(
          "CollectionScan died due to position in capped collection being deleted. Last seen"
              + " record id: RecordId("
              + last.id()
              + ")");
    }
    return reader.natural(last == null ? from : Long.valueOf(last.id()), last == null, forward);
  }

  private boolean isOplog() {
    return collection.namespace().equals(Oplog.NAMESPACE);
  }

  /// The oplog's record numbers are its timestamps, so a lower bound on `ts` is a place to begin.
  private @Nullable Long oplogStart() {
    Value ts = query.filter().get("ts");
    if (ts != null && ts.isDocument()) {
      Value gte = ts.doc().get("$gte");
      ts = gte != null ? gte : ts.doc().get("$gt");
    }
    return ts != null && ts.type() == BsonType.TIMESTAMP ? Long.valueOf(ts.int64()) : null;
  }

  private Doc result(StoredDoc found) {
    return query.showRecordId()
        ? DocBuilder.from(found.doc()).put("$recordId", found.id()).build()
        : found.doc();
  }
}
