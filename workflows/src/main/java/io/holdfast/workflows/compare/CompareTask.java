package io.holdfast.workflows.compare;

import io.holdfast.workflows.model.BackupRef;

/// A comparison that may be made: what every later step is told.
///
/// @param backup the backup, found by its name
public record CompareTask(CompareRequest request, BackupRef backup) {}
