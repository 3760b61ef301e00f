package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Value;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Documents to read: a collection as it is, or as a transaction sees it. Iterators live only as
/// long as the store's lock is held; a reader that comes back asks for a new one from where it was.
public interface DocReader {

  /// The document with that `_id`, or null.
  @Nullable StoredDoc byKey(Value key);

  /// Documents in natural order beyond `from`, or from the beginning (the end, when backwards).
  Iterator<StoredDoc> natural(@Nullable Long from, boolean inclusive, boolean forward);

  /// Documents in the order of `_id`, likewise.
  Iterator<StoredDoc> ordered(@Nullable Value from, boolean inclusive, boolean forward);

  /// Number of documents.
  long count();
}
