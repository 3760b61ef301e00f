package io.holdfast.activities.mongodb.count;

import java.util.UUID;

/// How many documents came and went in each collection since a time.
interface Tally {
  /// That of a server which nobody writes to.
  Tally STILL =
      new Tally() {
        @Override
        public void advance(Runnable beat) {}

        @Override
        public Changes of(UUID uuid) {
          return Changes.NONE;
        }

        @Override
        public boolean isAltered(UUID uuid) {
          return false;
        }
      };

  /// Takes in whatever happened until now.
  ///
  /// @param beat called on the way
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_ROLLED_OVER, OPLOG_UNSUPPORTED
  ///   when nothing can be said of what happened; and `MongoException`s
  void advance(Runnable beat);

  /// What came and went in a collection.
  Changes of(UUID uuid);

  /// Whether a collection was made, renamed or dropped.
  boolean isAltered(UUID uuid);

  /// Documents that came into being and that were deleted.
  record Changes(long came, long went) {
    static final Changes NONE = new Changes(0, 0);

    Changes oneCame() {
      return new Changes(came + 1, went);
    }

    Changes oneWent() {
      return new Changes(came, went + 1);
    }
  }
}
