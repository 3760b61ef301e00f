package io.holdfast.workflows.external;

import io.holdfast.workflows.model.PointInTime;

/// An open backup cursor, as the activity that holds it tells the workflow. The file list lies in
/// the repository.
///
/// @param round that of the [CopyTask]
/// @param address `host:port`
/// @param dbPath the member's data folder
/// @param backupId the server's own id of the cursor
/// @param time what a restore brings back
/// @param files how many there are to copy
/// @param bytes how many they have, as far as the server says
public record OpenedCursor(
    int round,
    String replicaSet,
    String address,
    String dbPath,
    String backupId,
    PointInTime time,
    int files,
    long bytes) {}
