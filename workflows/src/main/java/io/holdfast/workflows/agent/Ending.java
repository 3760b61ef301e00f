package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a restore of data files that was left behind is ended: on every member alike.
public enum Ending {
  @JsonProperty("settle")
  SETTLE,
  @JsonProperty("put_back")
  PUT_BACK
}
