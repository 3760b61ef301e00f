package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.util.List;

/// The first and the last step of a backup as activities.
public final class BackupActivitiesImpl implements BackupActivities {
  private final Catalogue catalogue;
  private final BackupCompletion completion;

  public BackupActivitiesImpl(Catalogue catalogue, BackupCompletion completion) {
    this.catalogue = catalogue;
    this.completion = completion;
  }

  @Override
  public void admit(BackupRequest request) {
    var _ = ActivityBoundary.call(() -> admitted(request));
  }

  private Instance admitted(BackupRequest request) {
    Instance instance = RegisteredInstances.require(catalogue, request.operation().instance());
    requireFree(instance.id(), request);
    return instance;
  }

  private void requireFree(InstanceId instance, BackupRequest request) {
    if (catalogue.findBackup(instance, request.name()).isPresent()) {
      throw new HoldfastException(
          ErrorCode.BACKUP_EXISTS,
          "Instance '%s' has a backup '%s' already.".formatted(instance, request.name()),
          "Choose another name.");
    }
  }

  @Override
  public BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, List<LogicalSource> sources) {
    return ActivityBoundary.heartbeating(
        heartbeat -> result(completion.complete(request, backup, topology, sources, heartbeat)));
  }

  private static BackupResult result(BackupHeader header) {
    return new BackupResult(
        header.backup(),
        header.pointInTime(),
        header.collections(),
        header.documents(),
        header.plainBytes(),
        header.storedBytes());
  }
}
