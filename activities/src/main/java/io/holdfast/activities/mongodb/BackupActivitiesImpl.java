package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
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
    catalogue.requireFree(instance.id(), request.name());
    return instance;
  }

  @Override
  public BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, List<LogicalSource> sources) {
    return ActivityBoundary.heartbeating(
        heartbeat ->
            BackupResult.of(completion.complete(request, backup, topology, sources, heartbeat)));
  }
}
