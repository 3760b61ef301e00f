package io.holdfast.workflows.operation;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an operation does.
public enum OperationKind {
  @JsonProperty("backup")
  BACKUP,
  @JsonProperty("restore")
  RESTORE,
  @JsonProperty("compare")
  COMPARE
}
