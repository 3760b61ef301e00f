package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// A document's `_id`, byte for byte as it is stored: by it reading goes on behind that document.
final class DocumentKey {
  private final BsonValue id;

  private DocumentKey(BsonValue id) {
    this.id = id;
  }

  /// @throws IllegalStateException when it has none, which only collections have that are read in
  ///   natural order
  static DocumentKey of(RawDocument document) {
    BsonValue id = document.get("_id");
    if (id == null) {
      throw new IllegalStateException("a document without _id in a collection with an index on it");
    }
    return new DocumentKey(id);
  }

  BsonValue id() {
    return id;
  }

  /// `{_id: …}`, as a bound of an index or a filter.
  BsonDocument bound() {
    return new BsonDocument("_id", id);
  }

  /// Whether the bytes are equal. Numbers of different types, and texts under a collation, may be
  /// equal to the server without that.
  boolean sameBytes(DocumentKey other) {
    return RawDocument.of(bound()).sameBytes(RawDocument.of(other.bound()));
  }
}
