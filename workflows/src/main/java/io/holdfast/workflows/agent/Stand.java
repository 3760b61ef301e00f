package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a restore of data files stands on one member, as far as it matters to how it ends there.
public enum Stand {
  /// Not all of the backup's files are in their place.
  @JsonProperty("open")
  OPEN,
  /// The backup's files are in their place; the old data is aside.
  @JsonProperty("placed")
  PLACED,
  /// The same, and the new data is known to be good on every member.
  @JsonProperty("proven")
  PROVEN,
  /// The old data is being let go.
  @JsonProperty("settling")
  SETTLING,
  /// The old data is being put back.
  @JsonProperty("returning")
  RETURNING,
  /// The old data was let go: the restore is over here.
  @JsonProperty("settled")
  SETTLED,
  /// The old data was put back: the restore is over here.
  @JsonProperty("returned")
  RETURNED
}
