package io.holdfast.workflows.restore;

import io.holdfast.workflows.model.BackupRef;
import java.time.Instant;

/// A restore whose gates are passed: what every later step is told.
///
/// @param backup the backup, found by its name
/// @param startedAt when the restore was started, to the second
public record RestoreTask(RestoreRequest request, BackupRef backup, Instant startedAt) {}
