package io.holdfast.workflows.external;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.temporal.activity.ActivityInterface;

/// The work of an external backup: a cursor that is held, and the manifest.
@ActivityInterface(namePrefix = "ExternalBackup.")
public interface ExternalBackupActivities {

  /// Opens a backup cursor on the task's member, keeps the file list in the repository, tells the
  /// workflow by its signal `cursorOpened`, and then holds the cursor, looking after it at short
  /// intervals, until it is cancelled. Closes it, whatever happens.
  ///
  /// Fails with CURSOR_LOST when the cursor ended before it was cancelled, with CURSOR_REFUSED when
  /// somebody else holds one or the member is locked, with SOURCE_LOST, METHOD_NOT_SUPPORTED or
  /// ACCESS_DENIED. Never tried again: a new process cannot go on with another's cursor.
  ///
  /// @return once it was cancelled: whether the cursor was alive to the last
  CursorEnd hold(CopyTask task);

  /// Writes the manifest (create if absent) of what the cursor of this round kept, and removes the
  /// work lists. After this the backup exists. Idempotent.
  BackupResult complete(BackupRequest request, BackupRef backup, Topology topology, CopyTask task);
}
