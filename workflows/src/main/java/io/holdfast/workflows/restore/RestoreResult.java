package io.holdfast.workflows.restore;

import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;

/// What a finished restore workflow answers.
public record RestoreResult(
    BackupRef backup, PointInTime pointInTime, int collections, long documents) {}
