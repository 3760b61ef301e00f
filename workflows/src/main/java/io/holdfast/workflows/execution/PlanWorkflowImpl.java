package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.filerestore.FileRestoreActivities;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlanWorkflow;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/// One look at what a restore would do.
public final class PlanWorkflowImpl implements PlanWorkflow {
  private final RestoreActivities restores =
      Workflow.newActivityStub(RestoreActivities.class, ActivityProfiles.interactive());
  private final FileRestoreActivities fileRestores =
      Workflow.newActivityStub(FileRestoreActivities.class, ActivityProfiles.interactive());

  @Override
  public RestorePlan run(RestoreRequest request) {
    if (request.files() != null) {
      return WorkflowBoundary.call(() -> ofFiles(request));
    }
    boolean detailed =
        Workflow.getVersion("detail", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
    return WorkflowBoundary.call(
        () -> detailed ? restores.detail(request) : restores.plan(request));
  }

  private RestorePlan ofFiles(RestoreRequest request) {
    FileRestorePlan found = fileRestores.plan(request);
    List<MemberReport> members = FilePreflight.agents(request, found).look();
    List<Gate> gates = new ArrayList<>(found.plan().gates());
    LeftRestore.of(members).stream().map(LeftRestore::gate).forEach(gates::add);
    return found.plan().withMembers(members).withGates(gates);
  }
}
