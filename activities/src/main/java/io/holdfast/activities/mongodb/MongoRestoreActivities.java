package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.restore.LogicalRestore;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import java.util.function.BiConsumer;

/// The logical restore as activities.
public final class MongoRestoreActivities implements RestoreActivities {
  private final LogicalRestore restore;

  public MongoRestoreActivities(LogicalRestore restore) {
    this.restore = restore;
  }

  @Override
  public RestorePlan plan(RestoreRequest request) {
    return ActivityBoundary.call(() -> restore.plan(request));
  }

  @Override
  public RestorePlan detail(RestoreRequest request) {
    return ActivityBoundary.call(() -> restore.detail(request));
  }

  @Override
  public void verify(RestoreTask task) {
    run(restore::verify, task);
  }

  @Override
  public void prepare(RestoreTask task) {
    run(restore::prepare, task);
  }

  @Override
  public long load(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.load(task, heartbeat));
  }

  @Override
  public long loadSet(SetLoad load) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.load(load, heartbeat));
  }

  @Override
  public long replay(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.replay(task, heartbeat));
  }

  @Override
  public int buildIndexes(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.buildIndexes(task, heartbeat));
  }

  @Override
  public Proof proveShadow(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.proveShadow(task, heartbeat));
  }

  @Override
  public int exchange(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.exchange(task, heartbeat));
  }

  @Override
  public void discardShadow(RestoreTask task) {
    var _ =
        ActivityBoundary.call(
            () -> {
              restore.discardShadow(task);
              return true;
            });
  }

  @Override
  public void mergeUsers(RestoreTask task) {
    run(restore::mergeUsers, task);
  }

  @Override
  public Proof prove(RestoreTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.prove(task, heartbeat));
  }

  @Override
  public void record(RestoreRecord record) {
    var _ =
        ActivityBoundary.call(
            () -> {
              restore.record(record);
              return true;
            });
  }

  private static void run(BiConsumer<RestoreTask, Heartbeat> step, RestoreTask task) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              step.accept(task, heartbeat);
              return true;
            });
  }
}
