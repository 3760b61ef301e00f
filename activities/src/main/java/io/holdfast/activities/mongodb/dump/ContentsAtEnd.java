package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;

/// The way from what was dumped, at different times, to what each collection holds at the point in
/// time. It reads every payload object to its end, and so is also the check of them all.
@FunctionalInterface
public interface ContentsAtEnd {

  /// @param collections as they were dumped
  /// @param oplog oldest first
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object; OPLOG_UNSUPPORTED
  List<ExpectedCollection> at(
      BackupRef backup,
      List<CollectionEntry> collections,
      List<PayloadObject> oplog,
      PointInTime to,
      Heartbeat heartbeat);
}
