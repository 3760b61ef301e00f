package io.holdfast.workflows.backup;

import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// The first and the last step of every backup, whatever its method.
@ActivityInterface(namePrefix = "Backup.")
public interface BackupActivities {

  /// Checks that the backup may be made: the instance is registered and the name is free. Fails
  /// with INSTANCE_NOT_FOUND or BACKUP_EXISTS; writes nothing.
  void admit(BackupRequest request);

  /// Checks every payload object against the store, works out what each collection holds at the
  /// point in time, writes the manifest (create if absent), reads it back and removes the work
  /// lists. After this the backup exists. Idempotent.
  ///
  /// Fails with OBJECT_CORRUPT or OBJECT_MISSING (not retried).
  BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, List<LogicalSource> sources);
}
