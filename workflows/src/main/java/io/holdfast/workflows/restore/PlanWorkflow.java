package io.holdfast.workflows.restore;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Works out what a restore would do, on behalf of the API. It takes no lock, leaves no record and
/// changes nothing.
@WorkflowInterface
public interface PlanWorkflow {

  @WorkflowMethod(name = "PlanRestore")
  RestorePlan run(RestoreRequest request);
}
