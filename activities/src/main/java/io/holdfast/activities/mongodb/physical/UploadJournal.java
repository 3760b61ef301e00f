package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.external.CopyTask;
import java.util.Set;

/// Which objects of a list of files are uploaded: a record for each, created if absent, so that of
/// two attempts at one one counts.
final class UploadJournal {
  private final WorkJournal journal;
  private final String folder;

  UploadJournal(WorkJournal journal, CopyTask task) {
    this.journal = journal;
    folder = Layout.copyList(task.round(), task.source().replicaSet()) + "-parts/";
  }

  /// The names of all units that are done, from one listing.
  Set<String> done() {
    return Set.copyOf(journal.names(folder));
  }

  String name(UploadUnit unit) {
    return folder + unit.name();
  }

  /// What a unit became that was noted as done.
  PayloadObject read(UploadUnit unit) {
    return journal
        .read(name(unit), PayloadObject.class)
        .orElseThrow(() -> WorkJournal.lost("the record of the uploaded " + unit.name()));
  }

  /// Notes a unit as done.
  ///
  /// @return what counts: `object`, unless another attempt was first
  PayloadObject note(UploadUnit unit, PayloadObject object) {
    return journal.create(name(unit), object) ? object : read(unit);
  }
}
