package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaxKey;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// A range's documents, read by the collection's id so that a rename loses nothing.
///
/// Along `_id`, by its index or not, when the server kills the query (a rename, a dropped index),
/// reading goes on behind the last document that came out. A collection that is dropped meanwhile
/// ends there: its drop is in the oplog that the dump keeps. Throws `MongoException`s. Not safe for
/// many threads.
final class CollectionReader implements Iterator<RawDocument>, AutoCloseable {
  /// Being killed again and again without a document in between is no rename.
  private static final int MAX_BARREN = 3;

  private final SourceMember source;
  private final CollectionRange range;
  private final PlannedCollection collection;
  private @Nullable RawDocument last;
  private @Nullable RawDocument pending;
  private @Nullable RawCursor cursor;
  private boolean bounded;
  private boolean ended;
  private int barren;

  /// @param after the document of the range behind which to begin; null to begin with the first
  CollectionReader(SourceMember source, CollectionRange range, @Nullable RawDocument after) {
    this.source = source;
    this.range = range;
    this.collection = range.collection();
    this.last = after;
  }

  @Override
  public boolean hasNext() {
    while (!ended) {
      try {
        RawCursor open = cursor == null ? open() : cursor;
        if (pending != null || open.hasNext()) {
          return true;
        }
        if (bounded && !isBehindAll(last)) {
          close();
          openGreatestKey();
        } else {
          ended = true;
        }
      } catch (MongoException e) {
        recover(e);
      }
    }
    return false;
  }

  @Override
  public RawDocument next() {
    if (!hasNext() || cursor == null) {
      throw new NoSuchElementException();
    }
    RawDocument document = pending != null ? pending : cursor.next();
    pending = null;
    barren = 0;
    last = document;
    return document;
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }

  private void recover(MongoException e) {
    close();
    if (MongoErrors.isNamespaceMissing(e)) {
      ended = true;
      return;
    }
    boolean killed =
        e.getCode() == MongoErrors.QUERY_PLAN_KILLED || e.getCode() == MongoErrors.CURSOR_NOT_FOUND;
    if (!killed || collection.order() == ReadOrder.NATURAL || ++barren > MAX_BARREN) {
      throw e;
    }
  }

  private RawCursor open() {
    RawCursor opened = source.open(collection.namespace().database(), query());
    cursor = opened;
    bounded =
        collection.order() == ReadOrder.BY_ID
            && range.to() == null
            && (last != null || range.from() != null);
    if (last != null && opened.hasNext()) {
      RawDocument first = opened.next();
      if (!isLast(first)) {
        pending = first;
      }
    }
    return opened;
  }

  /// A scan with a lower bound alone ends before MaxKey, which may be the `_id` of one document.
  private void openGreatestKey() {
    cursor = source.open(collection.namespace().database(), equal(new BsonMaxKey()));
    bounded = false;
  }

  private static boolean isBehindAll(@Nullable RawDocument last) {
    return last != null && DocumentKey.of(last).id() instanceof BsonMaxKey;
  }

  private BsonDocument query() {
    BsonDocument find =
        find()
            // A slow store must not cost the cursor.
            .append("noCursorTimeout", BsonBoolean.TRUE)
            .append("hint", new BsonDocument(hintField(), new BsonInt32(1)));
    RawDocument from = last != null ? last : range.from();
    if (collection.order() == ReadOrder.CLUSTERED) {
      return from == null
          ? find
          : find.append(
              "filter",
              new BsonDocument("_id", new BsonDocument("$gte", DocumentKey.of(from).id())));
    }
    // Bounds of the index, since $gt would compare within one BSON type only.
    if (from != null) {
      find.append("min", DocumentKey.of(from).bound());
    }
    RawDocument to = range.to();
    if (to != null) {
      find.append("max", DocumentKey.of(to).bound());
    }
    return find;
  }

  private BsonDocument find() {
    return new BsonDocument("find", new BsonBinary(collection.requireUuid()))
        .append("readConcern", source.readConcern());
  }

  private String hintField() {
    return collection.order() == ReadOrder.BY_ID ? "_id" : "$natural";
  }

  /// The lower bound is inclusive, so the last document comes again, unless it was deleted. What
  /// comes then may still have an `_id` that the server holds for equal (1 and 1.0): only the
  /// server can tell.
  private boolean isLast(RawDocument first) {
    if (last == null) {
      return false;
    }
    DocumentKey key = DocumentKey.of(first);
    return key.sameBytes(DocumentKey.of(last)) || isEqualOnServer(key);
  }

  private boolean isEqualOnServer(DocumentKey key) {
    if (last == null) {
      return false;
    }
    BsonDocument sameAsLast = equal(DocumentKey.of(last).id());
    try (RawCursor found = source.open(collection.namespace().database(), sameAsLast)) {
      return found.hasNext() && DocumentKey.of(found.next()).sameBytes(key);
    }
  }

  private BsonDocument equal(BsonValue id) {
    return find()
        .append("filter", new BsonDocument("_id", new BsonDocument("$eq", id)))
        .append("limit", new BsonInt32(1));
  }
}
