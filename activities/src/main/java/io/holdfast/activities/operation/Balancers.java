package io.holdfast.activities.operation;

import io.holdfast.workflows.model.InstanceId;

/// The balancers of sharded clusters, for whoever must start one that an operation has stopped.
@FunctionalInterface
public interface Balancers {

  /// Starts an instance's balancer. Idempotent.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException INSTANCE_NOT_FOUND, and what the
  ///   instance throws
  void start(InstanceId instance);
}
