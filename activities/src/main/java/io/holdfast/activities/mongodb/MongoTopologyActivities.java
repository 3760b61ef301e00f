package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.InstanceId;

/// Inspection as an activity.
public final class MongoTopologyActivities implements TopologyActivities {
  private final Catalogue catalogue;
  private final TopologyInspector inspector;

  public MongoTopologyActivities(Catalogue catalogue, TopologyInspector inspector) {
    this.catalogue = catalogue;
    this.inspector = inspector;
  }

  @Override
  public Topology inspect(InstanceId instance) {
    return ActivityBoundary.call(
        () -> inspector.inspect(RegisteredInstances.require(catalogue, instance)));
  }
}
