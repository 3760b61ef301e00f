package io.holdfast.workflows.operation;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/// Tells who claims a deployment. Short, changes nothing.
@ActivityInterface(namePrefix = "Claim.")
public interface ClaimActivities {

  /// The claim that there is now; null where there is none.
  ///
  /// @param deployment as [io.holdfast.workflows.instance.Topology#deployment] has it
  @Nullable Claim find(String deployment);
}
