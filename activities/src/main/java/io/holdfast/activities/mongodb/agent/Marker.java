package io.holdfast.activities.mongodb.agent;

import io.holdfast.workflows.model.OperationId;

/// What an agent keeps on disk about a restore in hand.
///
/// @param ran whether the server ran when the restore began
record Marker(OperationId operation, Stage stage, boolean ran) {

  /// The next stage's.
  ///
  /// @throws IllegalStateException when there is no such transition: a bug
  Marker to(Stage next) {
    if (!stage.next().contains(next)) {
      throw new IllegalStateException("a member does not go from " + stage + " to " + next);
    }
    return new Marker(operation, next, ran);
  }
}
