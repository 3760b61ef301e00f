package io.holdfast.activities.mongodb.dump;

/// How large a collection was when it was listed.
///
/// @param bytes uncompressed
record CollectionSize(long bytes, long documents) {
  static final CollectionSize NOTHING = new CollectionSize(0, 0);
}
