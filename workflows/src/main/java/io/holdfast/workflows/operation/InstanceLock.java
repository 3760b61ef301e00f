package io.holdfast.workflows.operation;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;

/// The lock of an instance *is* a workflow id: Temporal lets one workflow of an id run at a time.
/// Every operation on the instance as a whole is started under it with conflict policy FAIL.
public final class InstanceLock {
  private static final String PREFIX = "instance/";

  private InstanceLock() {}

  public static String workflowId(InstanceId instance) {
    return PREFIX + instance;
  }

  /// Does nothing when `workflowId` is the lock of the operation's instance. Under any other id an
  /// operation would run beside the one that holds the lock.
  ///
  /// @throws HoldfastException VALIDATION_FAILED
  public static void require(OperationId operation, String workflowId) {
    String lock = workflowId(operation.instance());
    if (!workflowId.equals(lock)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "%s was started under another workflow id than its instance's lock.".formatted(operation),
          "Start it through the API, or under the id '%s'.".formatted(lock));
    }
  }
}
