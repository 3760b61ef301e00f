package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// The note that a member is being copied anew and what it has on disk may be of two times, as
/// `doingInitialSync` in `local.replset.minvalid` (the server's
/// `ReplicationConsistencyMarkersImpl`). Who finds it at its start has nothing. To be used inside
/// the store's lock.
public final class CopyMark {
  private static final Namespace NAMESPACE = new Namespace("local", "replset.minvalid");
  private static final String FIELD = "doingInitialSync";

  private final Catalog catalog;

  public CopyMark(Store store) {
    this.catalog = store.catalog();
  }

  private @Nullable StoredDoc note() {
    StoredCollection notes = catalog.find(NAMESPACE);
    return notes == null ? null : notes.first();
  }

  boolean isSet() {
    StoredDoc note = note();
    return note != null && note.doc().flag(FIELD);
  }

  void set(boolean copying) {
    StoredCollection notes = SystemCollections.require(catalog, NAMESPACE);
    StoredDoc note = notes.first();
    DocBuilder next = new DocBuilder();
    next.put("_id", note == null ? Values.objectId(new ObjectId().toByteArray()) : note.key());
    next.put("t", -1L).putTimestamp("ts", 1).put(FIELD, copying);
    if (note == null) {
      notes.insert(next.build());
    } else {
      notes.replace(note, next.build());
    }
  }

  /// Throws away what a member has that was being copied when it ended.
  ///
  /// @return whether it had to
  public boolean discard(Oplog oplog) {
    if (isSet()) {
      dropReplicated(catalog);
      oplog.truncateAfter(0);
    }
    return isSet();
  }

  static void dropReplicated(Catalog catalog) {
    catalog.all().stream().filter(own -> own.namespace().replicated()).forEach(catalog::drop);
  }
}
