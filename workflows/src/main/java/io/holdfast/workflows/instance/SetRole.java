package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a replica set is within a sharded cluster. One that is a deployment of its own has no role.
public enum SetRole {
  @JsonProperty("shard")
  SHARD,
  @JsonProperty("config_servers")
  CONFIG_SERVERS
}
