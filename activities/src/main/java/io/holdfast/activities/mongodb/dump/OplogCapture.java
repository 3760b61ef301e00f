package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;

/// The last step of a dump: the oplog from the plan's start to the backup's point in time, as it
/// is, in pieces of the size of a chunk.
///
/// Every reading begins with an entry that must still be there (the plan's start, or the end of the
/// newest piece) and ends with the entry at the point in time, so no gap goes unseen.
final class OplogCapture {
  private static final Namespace OPLOG = new Namespace("local", "oplog.rs");
  private static final long REPORT_BYTES = 1024 * 1024;

  private final DumpContext context;
  private final OplogJournal journal;
  private final PointInTime start;

  OplogCapture(DumpContext context, OplogJournal journal, PointInTime start) {
    this.context = context;
    this.journal = journal;
    this.start = start;
  }

  /// Keeps what the journal does not have yet.
  OplogWindow run() {
    return context.source().reading("The capture of the oplog", this::capture);
  }

  private OplogWindow capture() {
    PointInTime end = journal.end().orElseGet(this::settleEnd);
    int next = journal.pieces();
    while (true) {
      OplogPiece newest = next == 0 ? null : journal.piece(next - 1).orElseThrow();
      if (newest != null && newest.last()) {
        return new OplogWindow(start, end, newest.entries());
      }
      PointInTime from = newest == null ? start : newest.to();
      try (OplogWindowReader window = open(from, end, newest == null)) {
        next = keep(window, next, newest == null ? 0 : newest.entries(), end);
      }
    }
  }

  private OplogWindowReader open(PointInTime from, PointInTime to, boolean withFirst) {
    return OplogWindowReader.open(context.source(), context.oplog(), from, to, withFirst);
  }

  /// A position that stays, and that is not before anything that was dumped.
  private PointInTime settleEnd() {
    SourceMember source = context.source();
    return journal.settle(
        source.awaitMajority(source.newestEntry(), () -> context.progress().stillHere()));
  }

  /// Keeps pieces from the given number on.
  ///
  /// @param entries in the pieces before
  /// @return how many pieces the journal has now
  private int keep(OplogWindowReader window, int number, long entries, PointInTime end) {
    int next = number;
    long count = entries;
    boolean more = true;
    while (more) {
      OplogPiece piece = write(window, next, count, end);
      if (!journal.create(next, piece)) {
        context.discard(piece.object());
        return journal.pieces();
      }
      count = piece.entries();
      more = !piece.last();
      next++;
    }
    return next;
  }

  private OplogPiece write(
      OplogWindowReader window, int number, long entriesBefore, PointInTime end) {
    long entries = entriesBefore;
    long reported = 0;
    try (PayloadWriter out =
        context.payloads().create(context.backup(), context.keys().oplog(number))) {
      PointInTime to;
      do {
        RawDocument entry = window.next();
        to = Timestamps.ofEntry(entry);
        entries++;
        out.write(entry.bytes(), entry.offset(), entry.length());
        if (out.plainLength() - reported >= REPORT_BYTES) {
          context.progress().add(OPLOG, out.plainLength() - reported);
          reported = out.plainLength();
        }
      } while (out.plainLength() < context.chunkBytes() && window.hasNext());
      context.progress().add(OPLOG, out.plainLength() - reported);
      return new OplogPiece(out.commit(), to, entries, to.equals(end));
    }
  }
}
