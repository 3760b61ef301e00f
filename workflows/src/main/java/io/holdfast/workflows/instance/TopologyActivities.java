package io.holdfast.workflows.instance;

import io.holdfast.workflows.model.InstanceId;
import io.temporal.activity.ActivityInterface;

/// Looks at a deployment. Short, changes nothing.
@ActivityInterface(namePrefix = "Topology.")
public interface TopologyActivities {

  /// The deployment behind a registered instance, as it is now.
  ///
  /// Fails with INSTANCE_NOT_FOUND, DATABASE_UNREACHABLE (retried), INSTANCE_MISCONFIGURED or
  /// ACCESS_DENIED.
  Topology inspect(InstanceId instance);
}
