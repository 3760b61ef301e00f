package io.holdfast.workflows.instance;

/// A shard of a cluster. Its name is that of its replica set unless somebody chose another.
///
/// @param name as the cluster's metadata call it
/// @param replicaSet name of the replica set that it is
public record Shard(String name, String replicaSet) {}
