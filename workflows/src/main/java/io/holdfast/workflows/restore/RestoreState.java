package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// The life of a restore, with the transitions that it may make: of documents from CHECKING to
/// LOADING, of data files to PREPARING. Up to CHECKING nothing of the target has been touched.
public enum RestoreState {
  @JsonProperty("starting")
  STARTING("Starting"),
  @JsonProperty("checking")
  CHECKING("Checking the backup"),
  @JsonProperty("preparing")
  PREPARING("Stopping the servers"),
  @JsonProperty("copy_ready")
  COPY_READY("Ready to copy"),
  @JsonProperty("downloading")
  DOWNLOADING("Downloading the files"),
  @JsonProperty("recovering")
  RECOVERING("Recovering the files"),
  @JsonProperty("loading")
  LOADING("Loading"),
  @JsonProperty("replaying")
  REPLAYING("Replaying the oplog"),
  @JsonProperty("indexing")
  INDEXING("Building indexes"),
  @JsonProperty("proving")
  PROVING("Proving"),
  @JsonProperty("completed")
  COMPLETED("Complete"),
  @JsonProperty("failed")
  FAILED("Failed"),
  @JsonProperty("cancelled")
  CANCELLED("Cancelled");

  private final String label;

  RestoreState(String label) {
    this.label = label;
  }

  /// What people see.
  public String label() {
    return label;
  }

  /// The states that may follow this one.
  public Set<RestoreState> next() {
    return switch (this) {
      case STARTING -> EnumSet.of(CHECKING, FAILED, CANCELLED);
      case CHECKING -> EnumSet.of(LOADING, PREPARING, FAILED, CANCELLED);
      case PREPARING -> EnumSet.of(COPY_READY, DOWNLOADING, FAILED, CANCELLED);
      case DOWNLOADING -> EnumSet.of(RECOVERING, FAILED, CANCELLED);
      case COPY_READY -> EnumSet.of(RECOVERING, FAILED, CANCELLED);
      case RECOVERING -> EnumSet.of(COPY_READY, PROVING, FAILED, CANCELLED);
      case LOADING -> EnumSet.of(REPLAYING, FAILED, CANCELLED);
      case REPLAYING -> EnumSet.of(INDEXING, FAILED, CANCELLED);
      case INDEXING -> EnumSet.of(PROVING, FAILED, CANCELLED);
      case PROVING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(RestoreState.class);
    };
  }

  /// Moves on to `to`.
  ///
  /// @throws IllegalStateException when that transition does not exist: a bug
  public RestoreState to(RestoreState to) {
    if (!next().contains(to)) {
      throw new IllegalStateException("a restore does not go from " + this + " to " + to);
    }
    return to;
  }

  /// Whether the work on the restore is over.
  public boolean isOver() {
    return next().isEmpty();
  }
}
