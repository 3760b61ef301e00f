package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;

/// The watch over what is still needed of a member's oplog. The oplog is capped: when writes come
/// faster than they are kept, what is needed is gone, and the dump is worth nothing.
final class OplogWatch {
  private static final long MIB = 1024 * 1024;

  private final SourceMember source;

  OplogWatch(SourceMember source) {
    this.source = source;
  }

  /// Does nothing while the entry at `needed` is still there; throws `MongoException`s.
  ///
  /// @throws HoldfastException OPLOG_ROLLED_OVER, with what would have been enough
  void check(PointInTime needed) {
    if (source.oldestEntry().compareTo(needed) > 0) {
      throw rolledOver(needed);
    }
  }

  HoldfastException rolledOver(PointInTime needed) {
    PointInTime oldest = source.oldestEntry();
    PointInTime newest = source.newestEntry();
    long megabytes = Math.ceilDiv(source.oplogMaxBytes(), MIB);
    long held = Math.max(1, newest.seconds() - oldest.seconds());
    long missing = Math.max(held, newest.seconds() - needed.seconds());
    // Half as much again: the rest of the dump is still to come.
    long enough = Math.ceilDiv(megabytes * missing * 3, held * 2);
    return new HoldfastException(
        ErrorCode.OPLOG_ROLLED_OVER,
        "The oplog of %s begins at %s now, and the dump needs it from %s: its %d MB hold %d s of writes."
            .formatted(source.address(), oldest.instant(), needed.instant(), megabytes, held),
        "At this rate at least %d MB are needed (replSetResizeOplog); or back up when less is written."
            .formatted(enough));
  }
}
