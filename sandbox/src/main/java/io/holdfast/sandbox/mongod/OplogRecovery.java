package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.Applier;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;

/// What a member of a replica set does before it serves, or a standalone that is told to
/// (`recoverFromOplogAsStandalone`): cuts the oplog where `replset.oplogTruncateAfterPoint` says,
/// and applies the rest of it to the checkpoint (the server's `ReplicationRecoveryImpl`). A point
/// before the checkpoint counts as the checkpoint.
final class OplogRecovery {
  private static final Namespace POINT = new Namespace("local", "replset.oplogTruncateAfterPoint");
  private static final String FIELD = "oplogTruncateAfterPoint";

  private final Store store;
  private final Oplog oplog;

  OplogRecovery(Store store, Oplog oplog) {
    this.store = store;
    this.oplog = oplog;
  }

  /// @param checkpoint the oplog's last entry that the store has; 0 for none
  /// @return what the store has now
  long run(long checkpoint) {
    return store.write(
        () -> {
          cut(checkpoint);
          Applier applier = new Applier(store);
          for (Doc entry : oplog.since(checkpoint)) {
            applier.apply(entry);
          }
          return oplog.last().ts();
        });
  }

  private void cut(long checkpoint) {
    StoredCollection points = store.catalog().find(POINT);
    StoredDoc point = points == null ? null : points.byKey(Value.of(FIELD));
    Value ts = point == null ? null : point.doc().get(FIELD);
    if (points == null || point == null || ts == null || ts.int64() == 0) {
      return;
    }
    boolean early = Long.compareUnsigned(ts.int64(), checkpoint) < 0;
    oplog.truncateAfter(early ? checkpoint : ts.int64());
    points.replace(point, new DocBuilder().put("_id", FIELD).putTimestamp(FIELD, 0).build());
  }
}
