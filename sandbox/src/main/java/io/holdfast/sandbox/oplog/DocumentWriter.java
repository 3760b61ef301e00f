package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.List;

/// Where a command's changes of documents go: into the store and the oplog, or into a transaction
/// that waits for its commit. To be used inside the store's write lock.
public interface DocumentWriter {

  /// The documents as this writer sees them.
  DocReader reader(StoredCollection collection);

  /// Makes sure that nobody else's transaction holds the documents with those keys. False when it
  /// had to wait for that: the documents may have changed and must be looked for again.
  boolean claim(StoredCollection collection, List<Value> keys);

  void insert(StoredCollection collection, Doc document);

  void update(StoredCollection collection, StoredDoc before, Update.Result change);

  void delete(StoredCollection collection, StoredDoc document);
}
