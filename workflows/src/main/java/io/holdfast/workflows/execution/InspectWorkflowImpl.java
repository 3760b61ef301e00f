package io.holdfast.workflows.execution;

import io.holdfast.workflows.instance.InspectWorkflow;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.temporal.workflow.Workflow;

/// One look at a deployment.
public final class InspectWorkflowImpl implements InspectWorkflow {
  private final TopologyActivities topologies =
      Workflow.newActivityStub(TopologyActivities.class, ActivityProfiles.interactive());

  @Override
  public Topology run(InstanceId instance) {
    return WorkflowBoundary.call(() -> topologies.inspect(instance));
  }
}
