package io.holdfast.api.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What can be added to the answer about a backup.
public enum Include {
  /// The collections.
  @JsonProperty("contents")
  CONTENTS
}
