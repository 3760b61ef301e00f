package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import java.util.function.Supplier;

/// The line between a workflow and whoever started it: what leaves is an `ApplicationFailure` that
/// carries the registry's code, or after a cancel the `CanceledFailure`. Every other exception is a
/// bug and passes through: it stalls the workflow task until a corrected worker replays it.
final class WorkflowBoundary {
  private WorkflowBoundary() {}

  /// Runs the work of a workflow that has nothing to undo.
  static <R> R call(Supplier<R> work) {
    try {
      return work.get();
    } catch (TemporalFailure | HoldfastException e) {
      if (CancellationScope.current().isCancelRequested()) {
        throw new CanceledFailure("cancelled");
      }
      throw Failures.toTemporal(Failures.describe(e).toException());
    }
  }
}
