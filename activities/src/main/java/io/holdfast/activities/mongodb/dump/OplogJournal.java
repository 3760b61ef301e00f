package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which pieces of the oplog are kept already, and where it shall end.
final class OplogJournal {
  private final WorkJournal journal;
  private final String folder;
  private final String end;

  /// @param until the time that all sets of a cluster share; null for a set on its own. Where a
  ///   later one is settled, there is another end, too.
  OplogJournal(WorkJournal journal, String replicaSet, @Nullable PointInTime until) {
    this.journal = journal;
    this.folder = PayloadKeys.plain(replicaSet) + "/oplog/";
    this.end =
        until == null
            ? folder + "end"
            : "%send-of-%d-%d".formatted(folder, until.seconds(), until.increment());
  }

  Optional<PointInTime> end() {
    return journal.read(end, PointInTime.class);
  }

  /// Settles the end, unless another attempt did.
  ///
  /// @return the end that counts
  PointInTime settle(PointInTime position) {
    var _ = journal.create(end, position);
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
