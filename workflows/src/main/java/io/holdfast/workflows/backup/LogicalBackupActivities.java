package io.holdfast.workflows.backup;

import io.temporal.activity.ActivityInterface;

/// The work of a logical backup of one replica set, in order: `prepare`, `dump`, `captureOplog`.
/// Lists (collections, chunks) go to the repository below the operation's work prefix, never into
/// arguments or results. Each is idempotent: a retry continues from what the repository holds.
@ActivityInterface(namePrefix = "LogicalBackup.")
public interface LogicalBackupActivities {

  /// Remembers the oplog position, then lists the namespaces with their options and indexes.
  DumpPlan prepare(LogicalSource source);

  /// Dumps every listed collection in chunks. Heartbeats [io.holdfast.workflows.model.Progress].
  ///
  /// Fails with SOURCE_LOST or STORAGE_UNAVAILABLE (both retried) or STORAGE_FULL.
  DumpSummary dump(LogicalSource source);

  /// Keeps the oplog from the plan's start up to a majority-committed position after the last dump.
  /// Fails with OPLOG_ROLLED_OVER when entries are gone.
  OplogWindow captureOplog(LogicalSource source);
}
