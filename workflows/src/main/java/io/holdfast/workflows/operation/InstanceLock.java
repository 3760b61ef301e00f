package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.InstanceId;

/// The lock of an instance *is* a workflow id: Temporal lets one workflow of an id run at a time.
/// Every operation on the instance as a whole is started under it with conflict policy FAIL.
public final class InstanceLock {
  private static final String PREFIX = "instance/";

  private InstanceLock() {}

  public static String workflowId(InstanceId instance) {
    return PREFIX + instance;
  }
}
