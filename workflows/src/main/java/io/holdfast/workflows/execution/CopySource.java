package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.CopyMeans;
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
    if (request.copier() == CopyMeans.UPLOAD) {
      return Keeping.BACKUP_CURSOR;
    }
    Keeping asked = request.externalOptions().keeping();
    if (asked != null) {
      return asked;
    }
    return BackupRules.hasBackupCursors(topology) ? Keeping.BACKUP_CURSOR : Keeping.FSYNC_LOCK;
  }

  /// @param agents asked where they are to copy
  /// @throws io.holdfast.workflows.error.HoldfastException NO_SUITABLE_MEMBER, AGENT_MISSING,
  ///   MEMBER_UNFIT, or a rule's refusal
  List<Source> choose(Topology topology, Keeping keeping, AgentSearch agents) {
    List<List<Source>> readable =
        topology.replicaSets().stream()
            .map(set -> SourceChoice.inOrder(set, request.allowPrimary()))
            .toList();
    List<Source> chosen =
        request.copier() == CopyMeans.UPLOAD
            ? agents.choose(readable)
            : readable.stream().map(List::getFirst).toList();
    KeepingRules.check(keeping, topology, chosen, request.allowPrimary());
    return chosen;
  }
}
