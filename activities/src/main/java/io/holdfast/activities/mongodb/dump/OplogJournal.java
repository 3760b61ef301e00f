package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which pieces of the oplog are kept already, and where it shall end.
final class OplogJournal {
  private final WorkJournal journal;
  private final String folder;

  OplogJournal(WorkJournal journal, String replicaSet) {
    this.journal = journal;
    this.folder = PayloadKeys.plain(replicaSet) + "/oplog/";
  }

  Optional<PointInTime> end() {
    return journal.read(folder + "end", PointInTime.class);
  }

  /// Settles the end, unless another attempt did.
  ///
  /// @return the end that counts
  PointInTime settle(PointInTime end) {
    var _ = journal.create(folder + "end", end);
    return end().orElseThrow(() -> WorkJournal.lost("where the oplog ends"));
  }

  int pieces() {
    return journal.names(folder + "pieces/").size();
  }

  Optional<OplogPiece> piece(int number) {
    return journal.read(name(number), OplogPiece.class);
  }

  /// A piece that was noted.
  OplogPiece written(int number) {
    return piece(number).orElseThrow(() -> WorkJournal.lost("piece " + number + " of the oplog"));
  }

  /// Notes a piece as kept; false when another attempt was first, whose record stays.
  boolean create(int number, OplogPiece piece) {
    return journal.create(name(number), piece);
  }

  /// Every piece, oldest first.
  List<OplogPiece> all() {
    return IntStream.range(0, pieces()).mapToObj(number -> written(number)).toList();
  }

  private String name(int number) {
    return "%spieces/%05d".formatted(folder, number);
  }
}
