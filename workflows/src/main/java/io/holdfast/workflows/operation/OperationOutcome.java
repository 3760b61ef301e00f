package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How an operation ended.
public enum OperationOutcome {
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED,
  /// It never ran: another operation held the instance's lock.
  @JsonProperty("refused")
  REFUSED
}
