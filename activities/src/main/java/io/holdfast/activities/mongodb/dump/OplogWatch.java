package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;

/// The watch over the beginning of the window of oplog that a dump needs. The oplog is capped: when
/// writes come faster than the dump reads, the beginning is gone, and the dump is worth nothing.
final class OplogWatch {
  private static final long MIB = 1024 * 1024;

  private final SourceMember source;
  private final PointInTime start;

  OplogWatch(SourceMember source, PointInTime start) {
    this.source = source;
    this.start = start;
  }

  /// Does nothing while the entry at the start is still there; throws `MongoException`s.
  ///
  /// @throws HoldfastException OPLOG_ROLLED_OVER, with what would have been enough
  void check() {
    if (source.oldestEntry().compareTo(start) > 0) {
      throw rolledOver();
    }
  }

  HoldfastException rolledOver() {
    PointInTime oldest = source.oldestEntry();
    PointInTime newest = source.newestEntry();
    long megabytes = Math.ceilDiv(source.oplogMaxBytes(), MIB);
    long held = Math.max(1, newest.seconds() - oldest.seconds());
    long needed = Math.max(held, newest.seconds() - start.seconds());
    // Half as much again: the rest of the dump is still to come.
    long enough = Math.ceilDiv(megabytes * needed * 3, held * 2);
    return new HoldfastException(
        ErrorCode.OPLOG_ROLLED_OVER,
        "The oplog of %s begins at %s now, and the dump needs it from %s: its %d MB hold %d s of writes."
            .formatted(source.address(), oldest.instant(), start.instant(), megabytes, held),
        "At this rate at least %d MB are needed (replSetResizeOplog); or back up when less is written."
            .formatted(enough));
  }
}
