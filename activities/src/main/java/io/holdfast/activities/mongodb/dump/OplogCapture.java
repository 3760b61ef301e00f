package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.Optional;

/// The keeping of the oplog from the plan's start on, as it is, in pieces of the size of a chunk:
/// beside the dump ([OplogFollower]), and after it up to the backup's point in time.
///
/// Every reading begins with an entry that must still be there (the plan's start, or the end of
/// what was read before) and ends with one that a majority has, so no gap goes unseen, and what is
/// kept stays true on every member of the set.
final class OplogCapture {
  private static final Namespace OPLOG = new Namespace("local", "oplog.rs");

  private final DumpContext context;
  private final OplogJournal journal;
  private final OplogWatch watch;
  private final PointInTime start;

  OplogCapture(DumpContext context, OplogJournal journal, OplogWatch watch, PointInTime start) {
    this.context = context;
    this.journal = journal;
    this.watch = watch;
    this.start = start;
  }

  /// How far a capture may read, and what it does when it is there.
  interface Course {
    /// The position up to which all may be read now; throws `MongoException`s.
    PointInTime reach();

    /// Called now and then while reading.
    ///
    /// @param at up to which all is in hand
    /// @param bytes since the last call
    void passed(PointInTime at, long bytes);

    /// Waits for more at the end of the reach; false when the piece in hand is to be closed.
    boolean waits();

    /// Whether there is nothing more to do.
    boolean isOver();
  }

  /// The newest entry that is kept for good; the start while there is none.
  PointInTime position() {
    return newest().map(OplogPiece::to).orElse(start);
  }

  /// Keeps what the journal does not have yet, up to a position after everything that was dumped.
  OplogWindow run() {
    return context.source().reading("The capture of the oplog", this::toTheEnd);
  }

  /// Keeps pieces as `course` says, unless the end is settled already.
  void follow(Course course) {
    var _ =
        context
            .source()
            .reading(
                "The capture of the oplog",
                () -> {
                  while (!course.isOver() && journal.end().isEmpty()) {
                    keepPiece(course);
                  }
                  return start;
                });
  }

  private OplogWindow toTheEnd() {
    PointInTime end = journal.end().orElseGet(this::settleEnd);
    // Another member than the one that settled it may be behind it.
    var _ = context.source().awaitMajority(end, context.progress()::stillHere);
    while (true) {
      Optional<OplogPiece> newest = newest();
      if (newest.isPresent() && newest.get().to().compareTo(end) >= 0) {
        return new OplogWindow(start, newest.get().to(), newest.get().entries());
      }
      keepPiece(new UpTo(end));
    }
  }

  /// A position that stays, and that is not before anything that was dumped.
  private PointInTime settleEnd() {
    SourceMember source = context.source();
    return journal.settle(
        source.awaitMajority(source.newestEntry(), context.progress()::stillHere));
  }

  private Optional<OplogPiece> newest() {
    int pieces = journal.pieces();
    return pieces == 0 ? Optional.empty() : journal.piece(pieces - 1);
  }

  /// Keeps one more piece. When the member is lost meanwhile, what was read of it by then: another
  /// member's oplog may not reach back as far.
  private void keepPiece(Course course) {
    int number = journal.pieces();
    OplogPiece before = number == 0 ? null : journal.written(number - 1);
    try (OpenPiece piece = new OpenPiece(context, number, before, start)) {
      try {
        do {
          piece.read(watch, course);
        } while (!piece.isFull() && course.waits());
      } catch (MongoException e) {
        note(number, piece);
        throw e;
      }
      note(number, piece);
    }
  }

  private void note(int number, OpenPiece piece) {
    piece
        .commit()
        .filter(written -> !journal.create(number, written))
        .ifPresent(second -> context.discard(second.object()));
  }

  /// The way to a settled end.
  private final class UpTo implements Course {
    private final PointInTime end;

    UpTo(PointInTime end) {
      this.end = end;
    }

    @Override
    public PointInTime reach() {
      return end;
    }

    @Override
    public void passed(PointInTime at, long bytes) {
      context.progress().add(OPLOG, bytes);
    }

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }
}
