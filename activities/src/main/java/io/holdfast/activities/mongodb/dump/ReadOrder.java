package io.holdfast.activities.mongodb.dump;

/// The order in which a collection's documents are read.
enum ReadOrder {
  /// Along the index on `_id` (or the cluster key, which is `_id`), so that reading can go on
  /// behind any document.
  BY_ID,
  /// As they lie, which is along `_id`, of which all are object ids: the buckets of time series. A
  /// filter leads behind any document; servers before 5.3 have no index to name.
  CLUSTERED,
  /// As they lie: capped collections, whose order is part of them, and the few that have no index
  /// on `_id`. It cannot be resumed in the middle.
  NATURAL,
  /// Not at all: views.
  NOTHING
}
