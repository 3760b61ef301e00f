package io.holdfast.workflows.compare;

import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.restore.Proof;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/// Compares one instance with one backup and changes nothing. Runs under the instance's lock;
/// completes with a verdict, whether or not there are differences.
@WorkflowInterface
public interface CompareWorkflow {

  @WorkflowMethod(name = "Compare")
  Proof run(CompareRequest request);

  @QueryMethod
  CompareState state();

  /// Which stage the comparison is in.
  @QueryMethod
  OperationStatus progress();
}
