package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ClusterContent;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.model.BackupRef;
import java.util.List;

/// The way from what each replica set of a cluster holds at the point in time to what the cluster
/// holds.
@FunctionalInterface
public interface ClusterAtEnd {

  /// @param sets every replica set's part, that of the config servers among them
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object; OPLOG_UNSUPPORTED
  ClusterContent of(
      BackupRef backup, Cluster cluster, List<ReplicaSetContent> sets, Heartbeat heartbeat);
}
