package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a namespace is.
public enum CollectionKind {
  @JsonProperty("collection")
  COLLECTION,
  @JsonProperty("view")
  VIEW,
  /// A collection of measurements. Its documents here are its buckets, each with many of them.
  @JsonProperty("time_series")
  TIME_SERIES
}
