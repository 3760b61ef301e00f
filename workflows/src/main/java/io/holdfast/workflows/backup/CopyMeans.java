package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who copies the files that are kept for a backup.
public enum CopyMeans {
  /// Somebody, who then says so.
  @JsonProperty("manual")
  MANUAL,
  /// A command of the user's own, on each member's host. Which one, only the process there knows.
  @JsonProperty("command")
  COMMAND,
  /// Holdfast's own agent on each member's host, into the repository: that is a physical backup.
  @JsonProperty("upload")
  UPLOAD
}
