package io.holdfast.workflows.operation;

/// The lock of a deployment, under however many names it is registered: a workflow id, as the lock
/// of an instance is. An operation that holds its instance's lock claims its deployment's as well,
/// with a [ClaimWorkflow] of its own under that id.
public final class DeploymentLock {
  private static final String PREFIX = "deployment/";

  private DeploymentLock() {}

  /// @param deployment as [io.holdfast.workflows.instance.Topology#deployment] has it
  public static String workflowId(String deployment) {
    return PREFIX + deployment;
  }
}
