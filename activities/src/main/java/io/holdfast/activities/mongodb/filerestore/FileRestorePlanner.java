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
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import org.bson.BsonDocument;
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
  ///   ACCESS_DENIED; DATABASE_UNREACHABLE when a clone does not answer, since nobody else knows
  ///   its members
  public FileRestorePlan plan(RestoreRequest request) {
    Manifest manifest = find(request);
    BackupHeader header = manifest.header();
    ExternalContent content =
        manifest.copied().stream().findFirst().orElseThrow(() -> noFiles(header));
    repository.payloads().requireAllThere(header.backup(), manifest.objects().toList());
    FileTarget target = target(request, content);
    RestorePlan plan =
        new RestorePlan(
            header.backup(),
            content.time(),
            new ServerVersion(
                target.version().isEmpty() ? header.server().version() : target.version(),
                header.server().featureCompatibilityVersion(),
                header.server().flavour()),
            0,
            0,
            header.plainBytes(),
            List.of("everything"),
            FileRestoreRules.gates(new FileRestoreRules.Subject(request, header, target)));
    BsonDocument configuration = target.configuration();
    return new FileRestorePlan(
        plan,
        target.members(),
        content.source().replicaSet(),
        deployment(request, target),
        configuration == null ? null : configuration.toJson());
  }

  /// A standalone server has to answer to be known.
  private @Nullable String deployment(RestoreRequest request, FileTarget target) {
    return target.kind() == TopologyKind.STANDALONE && !target.version().isEmpty()
        ? new TopologyInspector(connector)
            .inspect(RegisteredInstances.require(repository.catalogue(), request.target()))
            .deployment()
        : target.deployment();
  }

  /// A deployment that is down is restored into as the backup knew it: that is when it is needed.
  private FileTarget target(RestoreRequest request, ExternalContent content) {
    Instance instance = RegisteredInstances.require(repository.catalogue(), request.target());
    try {
      return FileTarget.ask(instance, connector);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.DATABASE_UNREACHABLE
          || !request.target().equals(request.source())) {
        throw e;
      }
      return FileTarget.of(content);
    }
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
