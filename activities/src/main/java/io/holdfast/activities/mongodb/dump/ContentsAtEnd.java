package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;

/// The way from what was dumped, at different times, to what each collection holds at the point in
/// time. It reads what the oplog has changed, and everything where the check is to be full.
@FunctionalInterface
public interface ContentsAtEnd {

  /// @param collections as they were dumped
  /// @param oplog oldest first
  /// @param verify whether what need not be read is read nevertheless, to be checked
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object; OPLOG_UNSUPPORTED
  List<ExpectedCollection> at(
      BackupRef backup,
      List<CollectionEntry> collections,
      List<PayloadObject> oplog,
      PointInTime to,
      VerifyLevel verify,
      Heartbeat heartbeat);
}
