package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a namespace is.
public enum CollectionKind {
  @JsonProperty("collection")
  COLLECTION,
  @JsonProperty("view")
  VIEW
}
