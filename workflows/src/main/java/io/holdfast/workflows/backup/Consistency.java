package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Of which time what a logical backup holds is.
public enum Consistency {
  /// All of it of one time.
  @JsonProperty("point_in_time")
  POINT_IN_TIME,
  /// Each document of the time when it was read: what a standalone, which has no oplog, can give.
  @JsonProperty("none")
  NONE
}
