package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a backup's objects are checked against the store before the manifest is written.
public enum VerifyLevel {
  /// That each is there with its length, by what the store says; checksums were compared while it
  /// was written, where the store gives them.
  @JsonProperty("stored")
  STORED,
  /// Each is read back to its end, too, and its SHA-256 compared.
  @JsonProperty("full")
  FULL
}
