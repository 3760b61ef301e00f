package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.model.PointInTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of the oplog that is being written. Closing it without a commit leaves nothing. Not safe
/// for many threads.
final class OpenPiece implements AutoCloseable {
  private static final long REPORT_BYTES = 1024 * 1024;

  private final DumpContext context;
  private final int number;
  private PointInTime at;
  private boolean withFirst;
  private long entries;
  private long reported;

  /// Begun with the first entry: where nothing happens, nothing is written.
  private @Nullable PayloadWriter out;

  /// @param before the piece behind which this one begins; null for the first, which begins with
  ///   the entry at `start` itself
  OpenPiece(DumpContext context, int number, @Nullable OplogPiece before, PointInTime start) {
    this.context = context;
    this.number = number;
    this.at = before == null ? start : before.to();
    this.withFirst = before == null;
    this.entries = before == null ? 0 : before.entries();
  }

  /// Reads on as far as `course` reaches, or until the piece is full. Throws `MongoException`s.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OPLOG_ROLLED_OVER when the entry behind
  ///   which to read is gone
  void read(OplogWatch watch, OplogCapture.Course course) {
    PointInTime reach = course.reach();
    int left = reach.compareTo(at);
    if (left < 0 || (left == 0 && !withFirst)) {
      return;
    }
    try (OplogWindowReader window =
        OplogWindowReader.open(context.source(), watch, at, reach, withFirst)) {
      do {
        append(window.next());
        if (length() - reported >= REPORT_BYTES) {
          report(course);
        }
      } while (at.compareTo(reach) < 0 && !isFull());
    }
    report(course);
  }

  private void append(RawDocument entry) {
    PayloadWriter writer =
        out != null
            ? out
            : context.payloads().create(context.backup(), context.keys().oplog(number));
    out = writer;
    writer.write(entry.bytes(), entry.offset(), entry.length());
    at = Timestamps.ofEntry(entry);
    withFirst = false;
    entries++;
  }

  private void report(OplogCapture.Course course) {
    course.passed(at, length() - reported);
    reported = length();
  }

  private long length() {
    return out == null ? 0 : out.plainLength();
  }

  boolean isFull() {
    return length() >= context.chunkBytes();
  }

  /// Makes what was read an object; nothing where nothing was.
  Optional<OplogPiece> commit() {
    return out == null ? Optional.empty() : Optional.of(new OplogPiece(out.commit(), at, entries));
  }

  @Override
  public void close() {
    if (out != null) {
      out.close();
    }
  }
}
