package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How what is in a restore's way is replaced, once somebody consented to that.
public enum Replacement {
  /// It is dropped, then the backup is loaded: the target needs room for one of the two at a time,
  /// and a restore that ends early leaves neither.
  @JsonProperty("drop")
  DROP,
  /// The backup is loaded beside it, proven there, and put in its place by renaming: the target
  /// needs room for both, and a restore that ends before the renaming leaves it as it was.
  @JsonProperty("shadow")
  SHADOW
}
