package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.external.CopyTask;
import java.util.Set;

/// Which parts of which files are uploaded: a record for each, created if absent, so that of two
/// attempts at a part one counts.
final class PartJournal {
  private final WorkJournal journal;
  private final String folder;

  PartJournal(WorkJournal journal, CopyTask task) {
    this.journal = journal;
    folder = Layout.copyList(task.round(), task.source().replicaSet()) + "-parts/";
  }

  /// The names of all parts that are done, from one listing.
  Set<String> done() {
    return Set.copyOf(journal.names(folder));
  }

  String name(FilePart part) {
    return "%s%06d-%06d".formatted(folder, part.ordinal(), part.number());
  }

  /// What a part became that was noted as done.
  PayloadObject read(FilePart part) {
    return journal
        .read(name(part), PayloadObject.class)
        .orElseThrow(() -> WorkJournal.lost("the record of a part of " + part.file().path()));
  }

  /// Notes a part as done.
  ///
  /// @return what counts: `object`, unless another attempt was first
  PayloadObject note(FilePart part, PayloadObject object) {
    return journal.create(name(part), object) ? object : read(part);
  }
}
