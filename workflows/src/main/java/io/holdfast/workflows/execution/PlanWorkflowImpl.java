package io.holdfast.workflows.execution;

import io.holdfast.workflows.restore.PlanWorkflow;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;

/// One look at what a restore would do.
public final class PlanWorkflowImpl implements PlanWorkflow {
  private final RestoreActivities restores =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.interactive());

  @Override
  public RestorePlan run(RestoreRequest request) {
    boolean detailed =
        Workflow.getVersion("detail", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
    return WorkflowBoundary.call(
        () -> detailed ? restores.detail(request) : restores.plan(request));
  }
}
