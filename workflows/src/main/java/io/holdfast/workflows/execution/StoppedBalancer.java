package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.ClusterActivities;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;

/// A cluster's balancer that is stopped for the time of some work. Whatever happens to that, the
/// balancer is as it was afterwards.
final class StoppedBalancer {
  private final ClusterActivities waiting =
      Workflow.newActivityStub(ClusterActivities.class, ActivityProfiles.bulk());
  private final ClusterActivities closing =
      Workflow.newActivityStub(ClusterActivities.class, ActivityProfiles.closing());

  private final InstanceId instance;
  private final boolean balancing;
  private final Narration narration;

  /// @param balancing whether it ran before anything was done to it; then that it is to be started
  ///   again must have been written down
  StoppedBalancer(InstanceId instance, boolean balancing, Narration narration) {
    this.instance = instance;
    this.balancing = balancing;
    this.narration = narration;
  }

  /// Does `work` while no chunk is moved.
  ///
  /// @param what the work, after `for`: `the dump`
  <T> T during(String what, Supplier<T> work) {
    try {
      narration.stage("Stopping the balancer");
      waiting.stopBalancer(instance);
      narration.fact(
          balancing
              ? "The balancer is stopped for %s.".formatted(what)
              : "The balancer was off, and stays so.");
      return work.get();
    } finally {
      if (balancing) {
        Workflow.newDetachedCancellationScope(this::start).run();
      }
    }
  }

  private void start() {
    narration.stage("Starting the balancer");
    closing.startBalancer(instance);
    narration.fact("The balancer runs again.");
  }
}
