package io.holdfast.workflows.restore;

/// On which shard of the target a shard of the backup is brought back.
///
/// @param from name of the backup's shard
/// @param to name of the target's
public record ShardMapping(String from, String to) {}
