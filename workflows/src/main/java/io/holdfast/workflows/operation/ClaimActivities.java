package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/// Tells who claims a deployment. Short, changes nothing.
@ActivityInterface(namePrefix = "Claim.")
public interface ClaimActivities {

  /// The operation that claims the deployment now; null where none does, or it does not say.
  ///
  /// @param deployment as [io.holdfast.workflows.instance.Topology#deployment] has it
  @Nullable OperationId holder(String deployment);
}
