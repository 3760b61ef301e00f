package io.holdfast.activities.repository.maintain;

import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.operation.OperationRecord;
import java.util.List;

/// What is to become of a folder.
sealed interface Verdict {
  String reason();

  /// Somebody may need it.
  record Keep(String reason) implements Verdict {}

  /// Nobody needs it.
  ///
  /// @param dead operations that never ended and are taken for dead: they are ended first, each
  ///   only if its record is still as it was read
  record Remove(String reason, List<Versioned<OperationRecord>> dead) implements Verdict {
    public Remove {
      dead = List.copyOf(dead);
    }
  }
}
