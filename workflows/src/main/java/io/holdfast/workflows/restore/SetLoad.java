package io.holdfast.workflows.restore;

/// The load of one replica set's part of a backup.
///
/// @param replicaSet the set's name, as the backup has it
public record SetLoad(RestoreTask task, String replicaSet) {}
