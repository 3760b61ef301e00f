package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member is doing, as far as Holdfast cares. Every other state of the server (RECOVERING,
/// STARTUP2, ROLLBACK, …) is OTHER: it cannot be read from.
public enum MemberState {
  @JsonProperty("primary")
  PRIMARY,
  @JsonProperty("secondary")
  SECONDARY,
  @JsonProperty("arbiter")
  ARBITER,
  @JsonProperty("unreachable")
  UNREACHABLE,
  @JsonProperty("other")
  OTHER
}
