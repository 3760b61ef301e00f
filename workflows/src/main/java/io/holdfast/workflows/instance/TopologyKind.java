package io.holdfast.workflows.instance;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The shape of a deployment.
public enum TopologyKind {
  @JsonProperty("standalone")
  STANDALONE,
  @JsonProperty("replica_set")
  REPLICA_SET,
  @JsonProperty("sharded_cluster")
  SHARDED_CLUSTER
}
