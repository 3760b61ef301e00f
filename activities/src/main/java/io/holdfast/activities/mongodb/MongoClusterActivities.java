package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.mongodb.cluster.ClusterPrivileges;
import io.holdfast.activities.mongodb.cluster.ClusterTime;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.backup.ClusterActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;

/// The work on a cluster beside the dumps as activities.
public final class MongoClusterActivities implements ClusterActivities {
  private final Catalogue catalogue;
  private final ClusterPrivileges privileges;
  private final Balancer balancer;
  private final ClusterTime time;

  public MongoClusterActivities(
      Catalogue catalogue, ClusterPrivileges privileges, Balancer balancer, ClusterTime time) {
    this.catalogue = catalogue;
    this.privileges = privileges;
    this.balancer = balancer;
    this.time = time;
  }

  @Override
  public void requirePrivileges(List<LogicalSource> sources) {
    var _ =
        ActivityBoundary.heartbeating(
            _ -> {
              privileges.require(instance(sources), sources);
              return true;
            });
  }

  @Override
  public void stopBalancer(InstanceId instance) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              balancer.stop(RegisteredInstances.require(catalogue, instance), heartbeat);
              return true;
            });
  }

  /// What was taken away meanwhile, a privilege, may be given back: until then it is tried again,
  /// for the cluster is not to be left without what it had.
  @Override
  public void startBalancer(InstanceId instance) {
    var _ =
        ActivityBoundary.heartbeating(
            _ -> {
              try {
                balancer.start(RegisteredInstances.require(catalogue, instance));
                return true;
              } catch (HoldfastException e) {
                throw e.code() == ErrorCode.ACCESS_DENIED
                    ? new HoldfastException(
                        ErrorCode.DATABASE_UNREACHABLE, e.message(), e.hint(), e)
                    : e;
              }
            });
  }

  private Instance instance(List<LogicalSource> sources) {
    return RegisteredInstances.require(catalogue, sources.getFirst().operation().instance());
  }

  @Override
  public PointInTime settleTime(List<LogicalSource> sources) {
    return ActivityBoundary.heartbeating(
        heartbeat ->
            time.settle(
                instance(sources),
                sources.stream().map(source -> source.source().address()).toList(),
                heartbeat));
  }
}
