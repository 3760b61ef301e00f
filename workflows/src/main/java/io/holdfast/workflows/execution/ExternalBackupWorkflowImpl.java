package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyStatus;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.ExternalBackupActivities;
import io.holdfast.workflows.external.ExternalBackupWorkflow;
import io.holdfast.workflows.external.FinishAnswer;
import io.holdfast.workflows.external.OpenedCursor;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.rule.BackupRules;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/// The stages of a backup of files: prepare, copy, complete.
public final class ExternalBackupWorkflowImpl implements ExternalBackupWorkflow {
  private final ExternalBackupActivities completing =
      Workflow.newActivityStub(ExternalBackupActivities.class, ActivityProfiles.bulk());

  private final BackupCourse course;
  private final CopyGate gate;
  private final ExternalCopy copy;

  @WorkflowInit
  public ExternalBackupWorkflowImpl(BackupRequest request) {
    course = new BackupCourse(request);
    gate = new CopyGate(request.operation(), request.copier());
    copy = new ExternalCopy(course, gate);
  }

  @Override
  public BackupResult run(BackupRequest request) {
    return course.run(this::take, "Letting the files go", copy::awaitEnd);
  }

  @Override
  public BackupState state() {
    return course.state();
  }

  @Override
  public OperationStatus progress() {
    return course.status();
  }

  @Override
  public CopyStatus copy() {
    return gate.status(course.state());
  }

  @Override
  public void cursorOpened(OpenedCursor opened) {
    copy.opened(opened);
  }

  @Override
  public void copied(String token) {
    if (gate.offer(token).isPresent()) {
      copy.tellPeople();
    }
  }

  @Override
  public FinishAnswer finish(String token) {
    FailureInfo refusal = gate.offer(token).orElse(null);
    return new FinishAnswer(gate.status(course.state()), refusal);
  }

  private BackupResult take() {
    BackupRequest request = course.request();
    // Started by hand with another method it would make something else than was asked for.
    BackupRules.requireMadeHere(true, request.method());
    Topology topology = course.admit();
    course.begin("Preparing to keep the files");
    List<CopyTask> copied = copy.run();
    return course.complete(
        "Writing the manifest",
        () ->
            topology.cluster() == null
                ? completing.complete(request, course.backup(), topology, copied.getFirst())
                : completing.completeCluster(request, course.backup(), topology, copied));
  }
}
