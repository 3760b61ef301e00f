package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Says how an instance differs from a backup: what a restore's proof says, without the restore.
/// Changes nothing. Users and roles are not compared. Safe for many threads.
public final class BackupComparison {
  private final Repository repository;
  private final Connector connector;
  private final BackupReader backups;

  public BackupComparison(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
    this.backups = new BackupReader(repository);
  }

  /// Whether the two can be compared at all.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException BACKUP_NOT_FOUND, INSTANCE_NOT_FOUND,
  ///   METHOD_NOT_SUPPORTED, and what the instance throws
  public CompareTask admit(CompareRequest request) {
    // Asked as the restore that it would prove.
    RestoreRequest restore =
        new RestoreRequest(
            request.operation(), request.source(), request.backup(), null, UsersPolicy.KEEP, true);
    Manifest manifest = backups.find(restore);
    BackupHeader backup = manifest.header();
    Topology topology = new TopologyInspector(connector).inspect(instance(request));
    RestoreRules.requireComparable(
        new RestoreCase(restore, backup, topology, List.of(), List.of(), null));
    boolean series = !new Outline(manifest).series().isEmpty();
    try (Target target = new Target(instance(request), connector)) {
      var _ =
          target.looking(
              "The look",
              () ->
                  target.requirePrivileges(Task.COMPARE.on(topology.kind()))
                      && (!series || target.requirePrivileges(Task.COMPARE_TIME_SERIES)));
    }
    return new CompareTask(request, backup.backup());
  }

  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT, and what
  ///   the instance throws
  public Proof compare(CompareTask task, Heartbeat heartbeat) {
    Manifest manifest = backups.require(task.backup());
    long total =
        Snapshot.expected(manifest).stream()
            .mapToLong(expected -> expected.content().documents())
            .sum();
    ProgressMeter meter = new ProgressMeter(heartbeat, "compare", "documents", total);
    Goal goal = new Goal(Snapshot.of(manifest, backups.objects(manifest), meter), null);
    try (Target target = new Target(instance(task.request()), connector)) {
      return target.looking(
          "The comparison",
          () -> {
            Set<String> databases = new TreeSet<>(goal.databases());
            databases.addAll(target.databases());
            databases.add(Target.ADMIN);
            return new TargetProof(target, goal)
                .run(new TargetProof.Reach(databases, Map.of()), meter);
          });
    }
  }

  /// Keeps the verdict.
  public void record(ComparisonRecord comparison) {
    repository.catalogue().writeComparison(comparison);
  }

  private Instance instance(CompareRequest request) {
    return RegisteredInstances.require(repository.catalogue(), request.target());
  }
}
