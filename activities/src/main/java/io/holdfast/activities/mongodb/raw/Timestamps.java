package io.holdfast.activities.mongodb.raw;

import io.holdfast.workflows.model.PointInTime;
import org.bson.BsonTimestamp;

/// BSON timestamps as points in time, and back. Both halves are unsigned 32-bit numbers.
public final class Timestamps {
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private Timestamps() {}

  public static PointInTime toPoint(BsonTimestamp timestamp) {
    return toPoint(timestamp.getValue());
  }

  public static BsonTimestamp toBson(PointInTime point) {
    return new BsonTimestamp(point.seconds() << Integer.SIZE | point.increment());
  }

  /// When an entry of `local.oplog.rs` was written: its field `ts`.
  ///
  /// @throws IllegalArgumentException when it has none
  public static PointInTime ofEntry(RawDocument entry) {
    RawElements fields = RawElements.of(entry);
    while (fields.advance()) {
      if (fields.type() == RawElements.TIMESTAMP && fields.name().equals("ts")) {
        return toPoint(fields.int64());
      }
    }
    throw new IllegalArgumentException("an oplog entry without a time");
  }

  private static PointInTime toPoint(long value) {
    return new PointInTime(value >>> Integer.SIZE, value & UNSIGNED);
  }
}
