package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.filerestore.ClusterPlan;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Works out whose files would take whose place. Changes nothing.
public final class FileRestorePlanner {
  private final Repository repository;
  private final Connector connector;

  public FileRestorePlanner(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
  }

  /// @throws HoldfastException BACKUP_NOT_FOUND, METHOD_NOT_SUPPORTED, INSTANCE_NOT_FOUND,
  ///   ACCESS_DENIED; DATABASE_UNREACHABLE when a clone does not answer that no restore of files
  ///   has known, since nobody else knows its members
  public FileRestorePlan plan(RestoreRequest request) {
    Manifest manifest = find(request);
    BackupHeader header = manifest.header();
    List<ExternalContent> contents = manifest.copied();
    ExternalContent first = contents.stream().findFirst().orElseThrow(() -> noFiles(header));
    repository.payloads().requireAllThere(header.backup(), manifest.objects().toList());
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    KnownTarget known =
        KnownTarget.find(request, manifest, instance, repository.catalogue(), connector);
    FileTarget target = known.servers();
    SetMatching matching =
        new SetMatching(
            request,
            target,
            contents,
            member ->
                target.version().isEmpty()
                    ? Optional.empty()
                    : StorageOptions.of(instance, member, connector));
    RestorePlan plan =
        new RestorePlan(
            header.backup(),
            first.time(),
            new ServerVersion(
                target.version().isEmpty() ? header.server().version() : target.version(),
                header.server().featureCompatibilityVersion(),
                header.server().flavour()),
            0,
            0,
            header.plainBytes(),
            List.of("everything"),
            gates(known, new FileRestoreRules.Subject(request, header, target, matching)));
    return plan(plan, target, matching.plans(), deployment(instance, target));
  }

  private static List<Gate> gates(KnownTarget known, FileRestoreRules.Subject subject) {
    List<Gate> gates = new ArrayList<>(known.gate().toList());
    gates.addAll(FileRestoreRules.gates(subject));
    if (!subject.target().routers().isEmpty()) {
      gates.add(RouterWatch.gate(subject.target().routers()));
    }
    return gates;
  }

  private static FileRestorePlan plan(
      RestorePlan plan, FileTarget target, List<SetPlan> sets, @Nullable String deployment) {
    if (target.kind() == TopologyKind.SHARDED_CLUSTER) {
      ClusterPlan cluster = new ClusterPlan(sets, target.routers(), target.balancing());
      return new FileRestorePlan(plan, target.members(), "", deployment, null, cluster);
    }
    SetPlan only = sets.getFirst();
    return new FileRestorePlan(
        plan, only.members(), only.sourceSet(), deployment, only.configuration());
  }

  /// A standalone server and a cluster have to answer to be known.
  private @Nullable String deployment(Instance instance, FileTarget target) {
    if (target.kind() == TopologyKind.REPLICA_SET) {
      return target.sets().getFirst().identity();
    }
    return target.version().isEmpty()
        ? null
        : new TopologyInspector(connector).inspect(instance).deployment();
  }

  private Manifest find(RestoreRequest request) {
    return repository
        .catalogue()
        .findBackup(request.source(), request.backup())
        .flatMap(repository.catalogue()::manifest)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.BACKUP_NOT_FOUND,
                    "There is no backup '%s/%s'.".formatted(request.source(), request.backup()),
                    "'holdfast list' shows those there are."));
  }

  private static HoldfastException noFiles(BackupHeader header) {
    return new HoldfastException(
        ErrorCode.METHOD_NOT_SUPPORTED,
        "%s is no backup of data files.".formatted(header.backup()),
        "Start restores through the API, which chooses the way.");
  }
}
