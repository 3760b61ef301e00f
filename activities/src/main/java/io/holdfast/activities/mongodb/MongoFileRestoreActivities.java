package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.filerestore.FileRestorePlanner;
import io.holdfast.activities.mongodb.filerestore.PrimaryWatch;
import io.holdfast.activities.mongodb.filerestore.RouterWatch;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.filerestore.FileRestoreActivities;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import java.time.Duration;
import java.util.List;

/// The worker's part of a restore of data files as activities.
public final class MongoFileRestoreActivities implements FileRestoreActivities {
  private final Repository repository;
  private final FileRestorePlanner planner;
  private final PrimaryWatch watch;

  public MongoFileRestoreActivities(
      Repository repository, FileRestorePlanner planner, PrimaryWatch watch) {
    this.repository = repository;
    this.planner = planner;
    this.watch = watch;
  }

  @Override
  public FileRestorePlan plan(RestoreRequest request) {
    return ActivityBoundary.call(() -> planner.plan(request));
  }

  @Override
  public List<String> awaitRoutersDown(List<String> routers, long patienceSeconds) {
    Duration patience = Duration.ofSeconds(patienceSeconds);
    return ActivityBoundary.heartbeating(
        heartbeat -> new RouterWatch().awaitDown(routers, patience, heartbeat));
  }

  @Override
  public String awaitPrimary(InstanceId target, List<MemberId> members) {
    return ActivityBoundary.heartbeating(heartbeat -> watch.await(target, members, heartbeat));
  }

  @Override
  public void record(RestoreRecord restore) {
    var _ =
        ActivityBoundary.call(
            () -> {
              repository.catalogue().writeRestore(restore);
              return true;
            });
  }
}
