package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.cursor.CopyCount;
import io.holdfast.activities.mongodb.cursor.CopyCounting;
import io.holdfast.activities.mongodb.cursor.CursorHolder;
import io.holdfast.activities.mongodb.cursor.ExternalCompletion;
import io.holdfast.activities.mongodb.cursor.HeldFiles;
import io.holdfast.activities.operation.LeftCursors;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CountedMember;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.List;
import java.util.Optional;

/// The external backup as activities.
public final class MongoExternalActivities implements ExternalBackupActivities {
  private final CursorHolder holder;
  private final LeftCursors left;
  private final CopyCounting counting;
  private final ExternalCompletion completion;

  public MongoExternalActivities(
      CursorHolder holder, LeftCursors left, CopyCounting counting, ExternalCompletion completion) {
    this.holder = holder;
    this.left = left;
    this.counting = counting;
    this.completion = completion;
  }

  @Override
  public CursorEnd hold(CopyTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> hold(task, heartbeat));
  }

  private CursorEnd hold(CopyTask task, Heartbeat heartbeat) {
    try (HeldFiles held = holder.open(task, heartbeat)) {
      tell(held.opened());
      try {
        throw held.keep();
      } catch (ActivityCanceledException asked) {
        return held.end();
      }
    }
  }

  private static void tell(OpenedCursor opened) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    WorkflowExecution run =
        WorkflowExecution.newBuilder()
            .setWorkflowId(context.getInfo().getWorkflowId())
            .setRunId(context.getInfo().getWorkflowRunId())
            .build();
    context
        .getWorkflowClient()
        .newWorkflowStub(
            ExternalBackupWorkflow.class,
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build())
        .cursorOpened(opened);
  }

  @Override
  public CountedMember count(CopyTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> count(task, heartbeat));
  }

  private CountedMember count(CopyTask task, Heartbeat heartbeat) {
    try (CopyCount count = counting.open(task, heartbeat)) {
      try {
        return count.keep(count.run());
      } catch (ActivityCanceledException enough) {
        return count.keep(Optional.of("There was no time for them."));
      }
    }
  }

  @Override
  public OpenedCursor extend(CopyTask task, PointInTime time) {
    return ActivityBoundary.heartbeating(heartbeat -> holder.extend(task, time, heartbeat));
  }

  @Override
  public void release(CopyTask task) {
    var _ =
        ActivityBoundary.heartbeating(
            _ -> {
              left.close(task.operation(), task.source().address());
              return true;
            });
  }

  @Override
  public BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, CopyTask task) {
    return completeCluster(request, backup, topology, List.of(task));
  }

  @Override
  public BackupResult completeCluster(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks) {
    return ActivityBoundary.heartbeating(
        heartbeat ->
            BackupResult.of(completion.complete(request, backup, topology, tasks, heartbeat)));
  }
}
