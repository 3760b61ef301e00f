package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;

/// What the gates of a restore look at.
///
/// @param backup the backup's header
/// @param target the deployment that is restored into
/// @param occupied names of what it holds already
record RestoreCase(
    RestoreRequest request, BackupHeader backup, Topology target, List<String> occupied) {
  RestoreCase {
    occupied = List.copyOf(occupied);
  }
}
