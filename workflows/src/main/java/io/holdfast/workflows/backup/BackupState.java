package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// The life of a backup, with the transitions that it may make. The only list of states there is.
public enum BackupState {
  @JsonProperty("starting")
  STARTING("Backing up"),
  @JsonProperty("running")
  RUNNING("Backing up"),
  @JsonProperty("copy_ready")
  COPY_READY("Ready to copy"),
  @JsonProperty("copy_done")
  COPY_DONE("Backing up"),
  @JsonProperty("finalizing")
  FINALIZING("Backing up"),
  @JsonProperty("completed")
  COMPLETED("Complete"),
  @JsonProperty("failed")
  FAILED("Failed"),
  @JsonProperty("cancelled")
  CANCELLED("Cancelled"),
  @JsonProperty("deleting")
  DELETING("Deleting");

  private final String label;

  BackupState(String label) {
    this.label = label;
  }

  /// What people see.
  public String label() {
    return label;
  }

  /// The states that may follow this one.
  public Set<BackupState> next() {
    return switch (this) {
      case STARTING -> EnumSet.of(RUNNING, FAILED, CANCELLED);
      case RUNNING -> EnumSet.of(COPY_READY, COPY_DONE, FINALIZING, FAILED, CANCELLED);
      case COPY_READY -> EnumSet.of(COPY_DONE, RUNNING, FAILED, CANCELLED);
      // A cursor that turns out lost when the copy is said to be done makes that worthless.
      case COPY_DONE -> EnumSet.of(FINALIZING, RUNNING, FAILED, CANCELLED);
      case FINALIZING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.of(DELETING);
      case DELETING -> EnumSet.noneOf(BackupState.class);
    };
  }

  /// Moves on to `to`.
  ///
  /// @throws IllegalStateException when that transition does not exist: a bug
  public BackupState to(BackupState to) {
    if (!next().contains(to)) {
      throw new IllegalStateException("a backup does not go from " + this + " to " + to);
    }
    return to;
  }

  /// Whether the work on the backup is over.
  public boolean isOver() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case STARTING, RUNNING, COPY_READY, COPY_DONE, FINALIZING, DELETING -> false;
    };
  }
}
