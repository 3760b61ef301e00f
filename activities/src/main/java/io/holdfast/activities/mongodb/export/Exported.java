package io.holdfast.activities.mongodb.export;

/// How much was exported.
///
/// @param collections collections with their documents
/// @param views definitions of views
/// @param documents documents in all collections, before the oplog is replayed
/// @param changes entries of the oplog
/// @param bytes of BSON, before compression
public record Exported(long collections, long views, long documents, long changes, long bytes) {
  static final Exported NOTHING = new Exported(0, 0, 0, 0, 0);

  Exported plus(Exported more) {
    return new Exported(
        collections + more.collections,
        views + more.views,
        documents + more.documents,
        changes + more.changes,
        bytes + more.bytes);
  }
}
