package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;

/// Timestamps of zero: at the top level of a document that is inserted or replaced by a client, the
/// server fills them in with the time of now. A document that has one all the same must be brought
/// back by another way.
final class EmptyTimestamps {
  private static final String ID = "_id";

  private EmptyTimestamps() {}

  /// Whether a document has one at its top level, other than as its `_id`.
  static boolean isIn(RawDocument document) {
    RawElements fields = RawElements.of(document);
    while (fields.advance()) {
      if (fields.type() == RawElements.TIMESTAMP
          && fields.int64() == 0
          && !fields.name().equals(ID)) {
        return true;
      }
    }
    return false;
  }
}
