package io.holdfast.workflows.external;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// The work of an external backup: a cursor that is held, and the manifest.
@ActivityInterface(namePrefix = "ExternalBackup.")
public interface ExternalBackupActivities {

  /// Opens a backup cursor on the task's member, or locks it, keeps the file list in the
  /// repository, tells the workflow by its signal `cursorOpened`, and then holds the cursor,
  /// looking after it at short intervals, until it is cancelled. Closes it, whatever happens.
  ///
  /// Fails with CURSOR_LOST when the cursor ended before it was cancelled, with CURSOR_REFUSED when
  /// somebody else holds one or the member is locked, with SOURCE_LOST, METHOD_NOT_SUPPORTED or
  /// ACCESS_DENIED. Never tried again: a new process cannot go on with another's cursor.
  ///
  /// @return once it was cancelled: whether the cursor was alive to the last
  CursorEnd hold(CopyTask task);

  /// Extends the cursor that another activity holds for `task` to `time`, waiting until a majority
  /// of the member's set has it, and completes the file list in the repository. Never stopped once
  /// it waits for the server: a 4.4 server aborts when an extension is cut short.
  ///
  /// Fails with SOURCE_LOST or CURSOR_LOST.
  OpenedCursor extend(CopyTask task, PointInTime time);

  /// Counts the documents of the task's member as they were at the time that its files are of, and
  /// keeps the counts in the repository. Cancelled it keeps what it has so far. Nothing else
  /// depends on it.
  ///
  /// Fails with SOURCE_LOST or ACCESS_DENIED.
  CountedMember count(CopyTask task);

  /// Writes the manifest (create if absent) of what the cursor of this round kept, and removes the
  /// work lists. After this the backup exists. Idempotent.
  BackupResult complete(BackupRequest request, BackupRef backup, Topology topology, CopyTask task);

  /// Lets go of whatever the operation left on the task's member: cursors, and its own lock. Does
  /// nothing where nothing is left.
  void release(CopyTask task);

  /// As [#complete], of what the cursors of this round kept, one of each replica set.
  BackupResult completeCluster(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks);
}
