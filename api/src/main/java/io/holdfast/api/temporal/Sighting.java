package io.holdfast.api.temporal;

import io.holdfast.workflows.model.OperationStatus;
import io.holdfast.workflows.model.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a look at an operation's run saw.
public sealed interface Sighting {

  /// The run is under way.
  ///
  /// @param status what the workflow says of itself; null when no worker answers for it
  /// @param work its activities that are under way or wait to be tried again
  record Running(@Nullable OperationStatus status, List<Work> work) implements Sighting {
    public Running {
      work = List.copyOf(work);
    }
  }

  /// The run is over, or Temporal does not know it any more.
  record Gone() implements Sighting {}

  /// Temporal does not answer.
  record Unknown() implements Sighting {}

  /// An activity of the run.
  ///
  /// @param attempt the attempt in hand, from 1
  /// @param lastFailure why the attempt before failed
  /// @param progress its last heartbeat; null before the first
  record Work(
      String name, int attempt, @Nullable String lastFailure, @Nullable Progress progress) {}
}
