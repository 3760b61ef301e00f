package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;

/// Works out what a restore would do, and whether it may. Changes nothing.
final class RestorePlanner {
  private static final int MOST_DROPS = 100;

  private final Repository repository;
  private final Connector connector;

  RestorePlanner(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
  }

  /// @throws io.holdfast.workflows.error.HoldfastException BACKUP_NOT_FOUND, INSTANCE_NOT_FOUND,
  ///   and what the target throws
  RestorePlan plan(RestoreRequest request) {
    BackupHeader backup = new BackupReader(repository).find(request).header();
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    Topology topology = new TopologyInspector(connector).inspect(instance);
    List<String> occupied = occupied(instance, topology);
    RestoreCase restore = new RestoreCase(request, backup, topology, occupied);
    return new RestorePlan(
        backup.backup(),
        backup.pointInTime(),
        topology.server(),
        backup.collections(),
        backup.documents(),
        backup.plainBytes(),
        occupied.subList(0, Math.min(MOST_DROPS, occupied.size())),
        RestoreRules.gates(restore));
  }

  private List<String> occupied(Instance instance, Topology topology) {
    if (topology.kind() == TopologyKind.SHARDED_CLUSTER) {
      // Refused in any case, and what a router lists is not what would be dropped.
      return List.of();
    }
    try (Target target = new Target(instance, connector)) {
      return target.doing("The look", () -> TargetContent.of(target)).names();
    }
  }

  /// Does nothing when every gate is open.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException the first refusal
  void requireAllowed(RestoreRequest request) {
    for (Gate gate : plan(request).gates()) {
      FailureInfo refusal = gate.refusal();
      if (refusal != null) {
        throw refusal.toException();
      }
    }
  }
}
