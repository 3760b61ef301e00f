package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What becomes of users and roles in a restore.
public enum UsersPolicy {
  /// The target keeps its own.
  @JsonProperty("keep")
  KEEP,
  /// The target gets the backup's in place of its own.
  @JsonProperty("take")
  TAKE
}
