package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;

/// A document's place in a collection: its number in natural order, and the document as it is now.
public final class StoredDoc {
  private final long id;
  private Doc doc;

  public StoredDoc(long id, Doc doc) {
    this.id = id;
    this.doc = doc;
  }

  /// Place in natural order; in the oplog the entry's timestamp.
  public long id() {
    return id;
  }

  public Doc doc() {
    return doc;
  }

  void become(Doc newer) {
    doc = newer;
  }

  /// The document's `_id`; null when a collection without that index has none.
  public Value key() {
    Value key = doc.get("_id");
    return key == null ? Value.NULL : key;
  }
}
