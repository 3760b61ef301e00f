package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who asked for a backup.
public enum Trigger {
  /// A person or a program.
  @JsonProperty("manual")
  MANUAL,
  /// A policy.
  @JsonProperty("automated")
  AUTOMATED
}
