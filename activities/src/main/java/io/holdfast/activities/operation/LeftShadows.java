package io.holdfast.activities.operation;

import io.holdfast.workflows.model.OperationId;

/// What a restore may have loaded beside the data that it was to replace.
@FunctionalInterface
public interface LeftShadows {

  /// Drops what `operation` loaded into its instance and did not put in its place. Idempotent. An
  /// instance that cannot be asked is left alone: its next restore drops it.
  void discard(OperationId operation);
}
