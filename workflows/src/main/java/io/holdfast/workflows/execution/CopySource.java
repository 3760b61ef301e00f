package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;

/// The member whose files are copied, chosen anew for each cursor: the one before may be gone.
final class CopySource {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final BackupRequest request;

  CopySource(BackupRequest request) {
    this.request = request;
  }

  /// @throws io.holdfast.workflows.error.HoldfastException NO_SUITABLE_MEMBER, or a rule's refusal
  ///   when the deployment has changed
  Source choose() {
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), topology);
    return SourceChoice.choose(topology.replicaSets().getFirst(), request.allowPrimary());
  }
}
