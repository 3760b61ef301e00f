package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;

/// What a finished backup workflow answers: where the backup is and how much it holds.
///
/// @param documents documents at the point in time
/// @param plainBytes size of the data before compression
/// @param storedBytes size of the payload objects
public record BackupResult(
    BackupRef backup,
    PointInTime pointInTime,
    int collections,
    long documents,
    long plainBytes,
    long storedBytes) {
  /// What the manifest of a completed backup says.
  public static BackupResult of(BackupHeader header) {
    return new BackupResult(
        header.backup(),
        header.pointInTime(),
        header.collections(),
        header.documents(),
        header.plainBytes(),
        header.storedBytes());
  }
}
