package io.holdfast.activities.storage.check;

import java.io.IOException;

/// One experiment on a store.
interface Probe {

  /// What an experiment showed.
  record Outcome(Grade grade, String what) {
    static Outcome ok(String what) {
      return new Outcome(Grade.OK, what);
    }

    static Outcome warn(String what) {
      return new Outcome(Grade.WARN, what);
    }

    static Outcome skipped(String what) {
      return new Outcome(Grade.SKIPPED, what);
    }
  }

  /// @throws Refuted when the store does not do what it must
  /// @throws IOException when it could not be found out
  Outcome run(Scratch scratch) throws IOException;
}
