package io.holdfast.workflows.backup;

import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.PointInTime;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// What a backup of a sharded cluster does beside the dumps of its replica sets.
@ActivityInterface(namePrefix = "Cluster.")
public interface ClusterActivities {

  /// Asks each set whether whoever is logged in may do what a logical backup does there. Changes
  /// nothing.
  ///
  /// Fails with ACCESS_DENIED, which names all that is missing and where. A member that does not
  /// answer is left out.
  ///
  /// @param sources one for each set
  void requirePrivileges(List<LogicalSource> sources);

  /// Stops the balancer and waits until no chunk is being moved any more, by it or by anybody.
  /// Idempotent; heartbeats while it waits.
  ///
  /// Fails with DATABASE_UNREACHABLE (retried), also when chunks are still being moved after a long
  /// time, or ACCESS_DENIED.
  void stopBalancer(InstanceId instance);

  /// Starts the balancer. Idempotent. Only for whoever stopped it.
  void startBalancer(InstanceId instance);

  /// Finds a time that is not before anything that was dumped of any set, and brings the oplog of
  /// each set up to it. A repetition may find a later one.
  ///
  /// Fails with DATABASE_UNREACHABLE (retried) while a set has no primary.
  ///
  /// @param sources one for each set, each dumped to its end
  PointInTime settleTime(List<LogicalSource> sources);
}
