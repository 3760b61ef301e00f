package io.holdfast.workflows.filerestore;

import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// The steps of a restore of data files that any worker can do.
@ActivityInterface(namePrefix = "FileRestore.")
public interface FileRestoreActivities {

  /// Finds the backup, looks at the target as far as it answers, and tries every gate. Changes
  /// nothing.
  FileRestorePlan plan(RestoreRequest request);

  /// Waits until none of these routers takes connections any more, as far as that can be seen from
  /// here.
  ///
  /// @param patienceSeconds for how long at most
  /// @return those that still do
  List<String> awaitRoutersDown(List<String> routers, long patienceSeconds);

  /// Waits until every member answers as primary or secondary and one of them is primary; a
  /// standalone until it answers. Fails with PROOF_FAILED, naming who is not there, when that takes
  /// too long.
  ///
  /// @return the primary's address
  String awaitPrimary(InstanceId target, List<MemberId> members);

  /// Writes the restore record. Idempotent.
  void record(RestoreRecord restore);
}
