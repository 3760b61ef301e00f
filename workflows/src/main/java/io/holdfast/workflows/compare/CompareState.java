package io.holdfast.workflows.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// The life of a comparison, with the transitions that it may make. It changes nothing in any of
/// them.
public enum CompareState {
  @JsonProperty("starting")
  STARTING("Starting"),
  @JsonProperty("comparing")
  COMPARING("Comparing"),
  /// There is a verdict, whatever it says.
  @JsonProperty("completed")
  COMPLETED("Complete"),
  @JsonProperty("failed")
  FAILED("Failed"),
  @JsonProperty("cancelled")
  CANCELLED("Cancelled");

  private final String label;

  CompareState(String label) {
    this.label = label;
  }

  /// What people see.
  public String label() {
    return label;
  }

  /// The states that may follow this one.
  public Set<CompareState> next() {
    return switch (this) {
      case STARTING -> EnumSet.of(COMPARING, FAILED, CANCELLED);
      case COMPARING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(CompareState.class);
    };
  }

  /// Moves on to `to`.
  ///
  /// @throws IllegalStateException when that transition does not exist: a bug
  public CompareState to(CompareState to) {
    if (!next().contains(to)) {
      throw new IllegalStateException("a comparison does not go from " + this + " to " + to);
    }
    return to;
  }
}
