package io.holdfast.activities.runtime;

import io.holdfast.workflows.model.Progress;
import java.util.Optional;

/// How an engine says how far it is, and learns that it should stop. Safe for many threads.
public interface Heartbeat {

  /// Notes the progress; cheap, so call it often. It is delivered every few seconds, also while the
  /// engine is waiting.
  ///
  /// @throws RuntimeException when the work is to stop (a cancel, a shutdown, a lost lease): let it
  ///   pass
  void beat(Progress progress);

  /// The last progress that an earlier attempt delivered; empty on the first.
  Optional<Progress> previous();

  /// A heartbeat for work that nobody watches: tests and the command line.
  static Heartbeat none() {
    return new Heartbeat() {
      @Override
      public void beat(Progress progress) {}

      @Override
      public Optional<Progress> previous() {
        return Optional.empty();
      }
    };
  }
}
