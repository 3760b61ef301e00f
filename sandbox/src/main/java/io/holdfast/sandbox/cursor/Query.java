package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.StoredCollection;
import org.jspecify.annotations.Nullable;

/// What to read of a collection and along which index: filter, sort, hint and index bounds.
///
/// @param sort null or empty for none
/// @param showRecordId whether each document gets a `$recordId`
public record Query(
    Doc filter,
    @Nullable Doc sort,
    @Nullable Value hint,
    @Nullable Doc min,
    @Nullable Doc max,
    boolean showRecordId) {

  /// A query by filter alone.
  public static Query matching(Doc filter) {
    return new Query(filter, null, null, null, null, false);
  }

  /// The order of a `$natural` sort or hint: 1, -1, or 0 for none.
  int naturalOrder() {
    Value inSort = sort == null ? null : sort.get("$natural");
    Value inHint = hint != null && hint.isDocument() ? hint.doc().get("$natural") : null;
    Value order = inSort != null ? inSort : inHint;
    return order == null ? 0 : order.asDouble() < 0 ? -1 : 1;
  }

  /// The index that the hint names or describes; null without a hint.
  @Nullable IndexDefinition hinted(StoredCollection collection) {
    if (hint == null || naturalOrder() != 0 || (hint.isDocument() && hint.doc().isEmpty())) {
      return null;
    }
    for (IndexDefinition index : collection.indexes()) {
      boolean named = hint.isString() && index.name().equals(hint.string());
      if (named || (hint.isDocument() && sameKey(index.key(), hint.doc()))) {
        return index;
      }
    }
    throw badHint(collection);
  }

  private CommandFailure badHint(StoredCollection collection) {
    return ServerError.BAD_VALUE.because(
        ("error processing query: ns=%sTree: %s\nSort: %s\nProj: {}\n planner returned error"
                + " :: caused by :: hint provided does not correspond to an existing index")
            .formatted(collection.namespace(), filter, sort == null ? "{}" : sort));
  }

  private static boolean sameKey(Doc left, Doc right) {
    return ValueOrder.INSTANCE.compare(left, right) == 0;
  }
}
