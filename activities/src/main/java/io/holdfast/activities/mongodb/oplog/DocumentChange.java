package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of one document, which it names by `_id`.
public sealed interface DocumentChange extends OplogEntry {

  /// A document that holds the `_id` of the one that is changed.
  RawDocument key();

  /// The document came into being, or takes the place of one with its `_id`.
  record Insert(PointInTime at, @Nullable UUID uuid, Namespace namespace, RawDocument document)
      implements DocumentChange {
    @Override
    public RawDocument key() {
      return document;
    }
  }

  /// The document was changed.
  ///
  /// @param key field `o2`: its `_id`, perhaps with its shard key
  /// @param change field `o`, for [io.holdfast.activities.mongodb.oplog.update.DocumentUpdate]
  record Update(
      PointInTime at, @Nullable UUID uuid, Namespace namespace, RawDocument key, RawDocument change)
      implements DocumentChange {}

  /// The document is gone.
  record Delete(PointInTime at, @Nullable UUID uuid, Namespace namespace, RawDocument key)
      implements DocumentChange {}
}
