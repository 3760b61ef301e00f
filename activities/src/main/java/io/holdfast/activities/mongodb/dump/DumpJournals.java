package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.backup.LogicalSource;

/// The work lists of one replica set's dump. One that began again from nothing has new ones: what a
/// straggler of the round before still writes is not found there.
record DumpJournals(PlanJournal plans, ChunkJournal chunks, OplogJournal oplog) {
  static DumpJournals of(WorkJournal journal, LogicalSource source) {
    String set = source.source().replicaSet();
    String name = source.round() == 0 ? set : "%s.round-%d".formatted(set, source.round());
    return new DumpJournals(
        new PlanJournal(journal, name),
        new ChunkJournal(journal, name),
        new OplogJournal(journal, name, source.until()));
  }
}
