package io.holdfast.workflows.operation;

import io.holdfast.workflows.model.OperationId;
import org.jspecify.annotations.Nullable;

/// What came of asking Temporal to start an operation.
public sealed interface StartOutcome {

  /// The operation runs; also the answer to a request that was sent again while it ran.
  record Started(String runId) implements StartOutcome {}

  /// Another workflow holds the instance's lock.
  ///
  /// @param holder the operation that runs; null where the run does not say
  record Busy(@Nullable OperationId holder) implements StartOutcome {}
}
