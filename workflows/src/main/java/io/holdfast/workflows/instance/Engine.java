package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The database that an instance runs.
public enum Engine {
  @JsonProperty("mongodb")
  MONGODB,
  @JsonProperty("redis")
  REDIS
}
