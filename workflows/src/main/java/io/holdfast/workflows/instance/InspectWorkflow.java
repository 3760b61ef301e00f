package io.holdfast.workflows.instance;

import io.holdfast.workflows.model.InstanceId;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Asks a worker to look at a deployment on behalf of the API, which has no database driver. It
/// takes no lock and leaves no record.
@WorkflowInterface
public interface InspectWorkflow {

  @WorkflowMethod(name = "Inspect")
  Topology run(InstanceId instance);
}
