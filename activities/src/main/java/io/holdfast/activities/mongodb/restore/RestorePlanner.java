package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlannedNamespace;
import io.holdfast.workflows.restore.PlannedSharding;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  ///   ACCESS_DENIED where a privilege is missing, and what the target throws
  RestorePlan plan(RestoreRequest request) {
    Manifest manifest = new BackupReader(repository).find(request);
    BackupHeader backup = manifest.header();
    Outline outline = new Outline(manifest);
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    Topology topology = new TopologyInspector(connector).inspect(instance);
    requirePrivileges(request, instance, topology.kind(), outline);
    requireShards(request, instance, topology);
    Site site = look(request, instance, outline, manifest);
    List<String> occupied = site.inTheWay().names();
    RestoreCase restore =
        new RestoreCase(
            request, backup, topology, occupied, outline.names(), outline.series(), site.room());
    Extent extent = Extent.of(request.selection(), outline);
    RestorePlan plan =
        new RestorePlan(
            backup.backup(),
            backup.pointInTime(),
            topology.server(),
            Math.toIntExact(extent.collections()),
            extent.documents(),
            extent.plainBytes(),
            occupied.subList(0, Math.min(MOST_DROPS, occupied.size())),
            RestoreRules.gates(restore));
    RestorePlan timed = backup.consistent() ? plan : plan.withConsistency(Consistency.NONE);
    Cluster cluster = topology.cluster();
    return cluster != null && request.isShardByShard()
        ? timed.withShardByShard(ShardRoutes.of(request, manifest, cluster))
        : timed;
  }

  private void requireShards(RestoreRequest request, Instance instance, Topology topology) {
    if (request.isShardByShard() && topology.cluster() != null) {
      try (Target router = new Target(instance, connector);
          ShardServers shards = ShardServers.of(router, topology)) {
        var _ = router.doing("The look", () -> router.requirePrivileges(Task.SHARD_BY_SHARD));
        shards.requireAccess();
      }
    }
  }

  private void requirePrivileges(
      RestoreRequest request, Instance instance, TopologyKind kind, Outline outline) {
    Task task = request.users() == UsersPolicy.TAKE ? Task.RESTORE_WITH_USERS : Task.RESTORE;
    try (Target target = new Target(instance, connector)) {
      var _ =
          target.doing(
              "The look",
              () ->
                  target.requirePrivileges(task.on(kind))
                      && (outline.series().isEmpty()
                          || target.requirePrivileges(Task.RESTORE_TIME_SERIES)));
    }
  }

  /// The plan with everything that would be brought back.
  RestorePlan detail(RestoreRequest request) {
    RestorePlan plan = plan(request);
    BackupReader backups = new BackupReader(repository);
    Manifest manifest = backups.find(request);
    Outline outline = new Outline(manifest);
    PlannedSharding sharding = sharding(manifest, backups, request);
    Selection selection = request.selection();
    PlannedUsers users = outline.users(request.users());
    if (TargetNames.objection(outline.names(), selection).isPresent()) {
      return plan.listing(List.of(), users, replacement(request), sharding);
    }
    TargetNames names = new TargetNames(outline.names(), selection);
    Set<Namespace> taken = taken(request, names);
    return plan.listing(
        outline.parts().entrySet().stream()
            .flatMap(
                part ->
                    names
                        .of(part.getKey())
                        .map(name -> planned(part, name, taken.contains(name)))
                        .stream())
            .toList(),
        users,
        replacement(request),
        sharding);
  }

  private @Nullable PlannedSharding sharding(
      Manifest manifest, BackupReader backups, RestoreRequest request) {
    if (manifest.cluster() == null) {
      return null;
    }
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    try (Target target = new Target(instance, connector)) {
      TargetShards shards =
          target
              .doing(
                  "The look at the shards",
                  () ->
                      target.isRouter()
                          ? Optional.of(new TargetShards(target, request))
                          : Optional.<TargetShards>empty())
              .orElse(null);
      return new ShardingPlanner(manifest, request)
          .plan(backups.objects(manifest), shards)
          .orElse(null);
    }
  }

  private static Replacement replacement(RestoreRequest request) {
    Replacement asked = request.replacement();
    return asked == null ? Replacement.DROP : asked;
  }

  private static PlannedNamespace planned(
      Map.Entry<Namespace, Outline.Part> part, Namespace target, boolean replaces) {
    return new PlannedNamespace(
        part.getKey(),
        target,
        part.getValue().kind(),
        replaces,
        part.getValue().documents(),
        part.getValue().plainBytes());
  }

  private Set<Namespace> taken(RestoreRequest request, TargetNames names) {
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    try (Target target = new Target(instance, connector)) {
      return target.doing("The look", () -> TargetContent.of(target, names.all())).single();
    }
  }

  /// How much is brought back; users and roles, which a policy is about, are not counted.
  private record Extent(long collections, long documents, long plainBytes) {
    static Extent of(@Nullable Selection selection, Outline outline) {
      List<Outline.Part> chosen =
          outline.parts().entrySet().stream()
              .filter(part -> selection == null || selection.chooses(part.getKey()))
              .map(Map.Entry::getValue)
              .toList();
      return new Extent(
          chosen.stream().filter(part -> part.kind() != CollectionKind.VIEW).count(),
          chosen.stream().mapToLong(Outline.Part::documents).sum(),
          chosen.stream().mapToLong(Outline.Part::plainBytes).sum());
    }
  }

  /// Where the backup would go: what stands there, and the room that there is.
  private record Site(TargetContent inTheWay, @Nullable Room room) {}

  private Site look(RestoreRequest request, Instance instance, Outline outline, Manifest manifest) {
    Selection selection = request.selection();
    boolean impossible = TargetNames.objection(outline.names(), selection).isPresent();
    if (impossible) {
      // Refused in any case.
      return new Site(new TargetContent(List.of(), List.of(), List.of()), null);
    }
    try (Target target = new Target(instance, connector)) {
      return target.doing(
          "The look",
          () -> {
            TargetContent inTheWay =
                selection == null
                    ? TargetContent.of(target)
                    : TargetContent.of(target, new TargetNames(outline.names(), selection).all());
            return new Site(inTheWay, Room.look(target, manifest, request, inTheWay).orElse(null));
          });
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
