package io.holdfast.activities.mongodb.proof;

/// Which runs of documents were handed on to their ends, by their numbers. Whoever reads the same
/// documents again begins the same runs under the same numbers. Safe for many threads.
public interface HandedOn {
  /// Of a reading that is always done from its beginning.
  HandedOn NOTHING =
      new HandedOn() {
        @Override
        public boolean has(int run) {
          return false;
        }

        @Override
        public void add(int run) {}

        @Override
        public void addBefore(int run) {}
      };

  /// Whether a run is known to have ended, so that its documents need not be handed on again.
  boolean has(int run);

  /// Notes that a run has ended.
  void add(int run);

  /// Notes that all runs of lower numbers have ended, or count no more.
  void addBefore(int run);
}
