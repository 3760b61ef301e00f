package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.model.OperationId;

/// What an agent keeps on disk about a restore in hand.
///
/// @param ran whether the server ran when the restore began
/// @param keep whether the old data is to be kept; true until somebody has said
record Marker(OperationId operation, Stage stage, boolean ran, boolean keep) {

  Marker(OperationId operation, Stage stage, boolean ran) {
    this(operation, stage, ran, true);
  }

  Marker keeping(boolean keepOld) {
    return new Marker(operation, stage, ran, keepOld);
  }

  /// The same for others to see.
  LastRestore seen() {
    return new LastRestore(operation, stage.stand());
  }

  /// The next stage's.
  ///
  /// @throws IllegalStateException when there is no such transition: a bug
  Marker to(Stage next) {
    if (!stage.next().contains(next)) {
      throw new IllegalStateException("a member does not go from " + stage + " to " + next);
    }
    return new Marker(operation, next, ran, keep);
  }
}
