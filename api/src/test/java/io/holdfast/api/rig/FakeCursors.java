package io.holdfast.api.rig;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CountedMember;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Cursors of no server, with a list of three files.
final class FakeCursors implements ExternalBackupActivities {
  private static final List<BackupFile> FILES =
      List.of(
          new BackupFile("WiredTiger.backup", 900L),
          new BackupFile("collection-0.wt", 4_096L),
          new BackupFile("storage.bson", null));

  private final MemoryCatalogue catalogue;

  FakeCursors(MemoryCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public CursorEnd hold(CopyTask task) {
    catalogue.copy(task.operation(), content(task));
    ActivityExecutionContext context = Activity.getExecutionContext();
    context
        .getWorkflowClient()
        .newUntypedWorkflowStub(context.getInfo().getWorkflowId())
        .signal("cursorOpened", opened(task));
    try {
      while (true) {
        context.heartbeat("held");
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (ActivityCanceledException e) {
      return new CursorEnd(true, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static OpenedCursor opened(CopyTask task) {
    return new OpenedCursor(
        task.round(),
        task.source().replicaSet(),
        task.source().address(),
        "/data/rs0",
        "0123456789abcdef",
        Samples.POINT,
        FILES.size(),
        ExternalContent.bytes(FILES));
  }

  private static ExternalContent content(CopyTask task) {
    return new ExternalContent(
        task.source(),
        "/data/rs0",
        "0123456789abcdef",
        Instant.parse("2026-09-21T14:00:00Z"),
        Samples.POINT,
        Samples.POINT,
        FILES,
        "{}",
        "{}");
  }

  @Override
  public OpenedCursor extend(CopyTask task, PointInTime time) {
    return opened(task);
  }

  @Override
  public CountedMember count(CopyTask task) {
    return new CountedMember(task.source().address(), 5, 5, null);
  }

  @Override
  public void release(CopyTask task) {}

  @Override
  public BackupResult completeCluster(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks) {
    return complete(request, backup, topology, tasks.getFirst());
  }

  @Override
  public BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, CopyTask task) {
    BackupHeader header =
        new BackupHeader(
            BackupHeader.FORMAT,
            catalogue.repositoryId(),
            backup,
            request.operation(),
            request.method(),
            request.trigger(),
            request.description(),
            Instant.parse("2026-09-21T15:00:00Z"),
            topology.kind(),
            topology.server(),
            Samples.POINT,
            0,
            0,
            ExternalContent.bytes(FILES),
            0,
            null);
    catalogue.add(new Manifest(header, List.of(), null, List.of(content(task))));
    return new BackupResult(backup, Samples.POINT, 0, 0, ExternalContent.bytes(FILES), 0);
  }
}
