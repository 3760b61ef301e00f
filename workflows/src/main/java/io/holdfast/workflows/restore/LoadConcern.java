package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/// When documents count as loaded. In either case indexes are built only once a majority of the set
/// has them all, and the proof reads what a majority has.
public enum LoadConcern {
  /// When a majority of the set has the chunk that they belong to: what is loaded before a failover
  /// stays loaded.
  @JsonProperty("majority")
  MAJORITY,
  /// When the primary has them: faster where secondaries lag; after a failover the proof may fail
  /// and the restore be due again.
  @JsonProperty("primary")
  PRIMARY
}
