package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.CopyReport;
import io.holdfast.workflows.agent.UploadActivities;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.agent.UploadedFiles;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Cursors of no server, held as the real ones are: opened, told of, and kept until a cancel.
final class FakeExternals implements ExternalBackupActivities, UploadActivities {
  final List<CopyTask> tasks = new CopyOnWriteArrayList<>();
  final List<CopyTask> completed = new CopyOnWriteArrayList<>();
  final List<UploadTask> uploads = new CopyOnWriteArrayList<>();
  volatile @Nullable FailureInfo agentsRefusal;
  volatile @Nullable Integer contract = AgentContract.VERSION;
  private final Script script;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean dead = new AtomicBoolean();

  FakeExternals(Script script) {
    this.script = script;
  }

  /// The cursor that is held now is lost, and its holder sees it.
  void lose() {
    lost.set(true);
  }

  /// The next cursor that is asked to end turns out dead.
  void dieUnseen() {
    dead.set(true);
  }

  @Override
  public CursorEnd hold(CopyTask task) {
    script.play("ExternalBackup.hold", () -> {});
    tasks.add(task);
    ActivityExecutionContext context = Activity.getExecutionContext();
    context
        .getWorkflowClient()
        .newUntypedWorkflowStub(context.getInfo().getWorkflowId())
        .signal("cursorOpened", opened(task));
    try {
      while (!lost.compareAndSet(true, false)) {
        context.heartbeat("held");
        TimeUnit.MILLISECONDS.sleep(10);
      }
      throw Failures.toTemporal(Samples.error(ErrorCode.CURSOR_LOST));
    } catch (ActivityCanceledException e) {
      script.play("ExternalBackup.close", () -> {});
      return dead.compareAndSet(true, false)
          ? new CursorEnd(false, "The cursor is gone.")
          : new CursorEnd(true, "");
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
        "%032x".formatted(task.round()),
        Samples.POINT,
        42,
        90_000,
        task.keeping());
  }

  @Override
  public CopyReport look(UploadTask task) {
    return script.play("Upload.look", () -> new CopyReport(task.member(), agentsRefusal, contract));
  }

  @Override
  public UploadedFiles upload(UploadTask task) {
    uploads.add(task);
    return script.play("Upload.upload", () -> new UploadedFiles(task.member(), 42, 90_000, 30_000));
  }

  @Override
  public OpenedCursor extend(CopyTask task, PointInTime time) {
    return script.play("ExternalBackup.extend", () -> opened(task));
  }

  @Override
  public CountedMember count(CopyTask task) {
    return script.play(
        "ExternalBackup.count",
        () -> new CountedMember(task.source().address(), 4, 5, "It was dropped."));
  }

  @Override
  public void release(CopyTask task) {
    script.play("ExternalBackup.release", () -> {});
  }

  @Override
  public BackupResult complete(
      BackupRequest request, BackupRef backup, Topology topology, CopyTask task) {
    return completeCluster(request, backup, topology, List.of(task));
  }

  @Override
  public BackupResult completeCluster(
      BackupRequest request, BackupRef backup, Topology topology, List<CopyTask> tasks) {
    return script.play(
        "ExternalBackup.complete",
        () -> {
          completed.addAll(tasks);
          return new BackupResult(backup, Samples.POINT, 0, 0, 90_000, 0);
        });
  }
}
