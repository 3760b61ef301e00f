package io.holdfast.api.temporal;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;

/// Says in the registry's words that Temporal does not answer.
final class TemporalErrors {
  private TemporalErrors() {}

  /// @param what what was asked of it
  static HoldfastException unavailable(String what, RuntimeException cause) {
    return new HoldfastException(
        ErrorCode.TEMPORAL_UNAVAILABLE,
        "Temporal did not answer: %s.".formatted(what),
        "See that the Temporal service runs and that holdfast.temporal.address names it.",
        cause);
  }
}
