package io.holdfast.activities.mongodb.lock;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What a watchdog hears.
///
/// @param mark of the lock, where it was just taken
@JsonInclude(JsonInclude.Include.NON_NULL)
record Word(Kind kind, @Nullable LockMark mark) {

  Word(Kind kind) {
    this(kind, null);
  }

  /// What it is about. The first three are said by whoever locks.
  enum Kind {
    LOCKING,
    LOCKED,
    RELEASED,
    /// Whoever locks says nothing any more: the process is gone.
    GONE,
    /// The watchdog itself is asked to end.
    TERMINATED
  }
}
