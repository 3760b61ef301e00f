package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.rule.KeepingRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.util.List;

/// The members whose files are copied, one of each replica set, chosen anew for each copy: those
/// before may be gone.
final class CopySource {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.control());
  private final BackupRequest request;

  CopySource(BackupRequest request) {
    this.request = request;
  }

  /// The deployment as it is now.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException a rule's refusal when it has changed
  Topology look() {
    Topology topology = topologies.inspect(request.operation().instance());
    BackupRules.check(request.method(), topology);
    return topology;
  }

  /// What is to keep the files as they are: what was asked for, else what the servers have.
  Keeping keeping(Topology topology) {
    Keeping asked = request.externalOptions().keeping();
    if (asked != null) {
      return asked;
    }
    return BackupRules.hasBackupCursors(topology) ? Keeping.BACKUP_CURSOR : Keeping.FSYNC_LOCK;
  }

  /// @throws io.holdfast.workflows.error.HoldfastException NO_SUITABLE_MEMBER, or a rule's refusal
  List<Source> choose(Topology topology, Keeping keeping) {
    List<Source> chosen =
        topology.replicaSets().stream()
            .map(set -> SourceChoice.choose(set, request.allowPrimary()))
            .toList();
    KeepingRules.check(keeping, topology, chosen, request.allowPrimary());
    return chosen;
  }
}
