package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The entries of the oplog between two that must be there, oldest first. Throws `MongoException`s,
/// and OPLOG_ROLLED_OVER when the first of them is gone.
final class OplogWindowReader implements Iterator<RawDocument>, AutoCloseable {
  private final RawCursor cursor;
  private final OplogWatch watch;
  private final String address;
  private final PointInTime from;
  private final PointInTime to;
  private @Nullable RawDocument pending;

  private OplogWindowReader(
      RawCursor cursor, OplogWatch watch, String address, PointInTime from, PointInTime to) {
    this.cursor = cursor;
    this.watch = watch;
    this.address = address;
    this.from = from;
    this.to = to;
  }

  /// @param withFirst whether the entry at `from` itself comes out, or only what is behind it
  static OplogWindowReader open(
      SourceMember source, OplogWatch watch, PointInTime from, PointInTime to, boolean withFirst) {
    OplogWindowReader reader =
        new OplogWindowReader(source.oplog(from, to), watch, source.address(), from, to);
    try {
      RawDocument first = reader.next();
      if (!Timestamps.ofEntry(first).equals(from)) {
        throw watch.rolledOver(from);
      }
      reader.pending = withFirst ? first : null;
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return pending != null || cursor.hasNext();
    } catch (MongoException e) {
      throw e.getCode() == MongoErrors.CAPPED_POSITION_LOST ? watch.rolledOver(from) : e;
    }
  }

  /// The next entry; there is one until the last of the window came out.
  @Override
  public RawDocument next() {
    if (!hasNext()) {
      watch.check(from);
      throw new HoldfastException(
          ErrorCode.SOURCE_LOST,
          "The oplog of %s does not have the entry of %s (yet).".formatted(address, to),
          "It is tried again; if it repeats, the member lost writes in a rollback.");
    }
    RawDocument entry = pending != null ? pending : cursor.next();
    pending = null;
    return entry;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
