package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which chunks of which ranges are done: a record for each step, numbered from 0 without gaps,
/// created if absent.
final class ChunkJournal {
  private final WorkJournal journal;
  private final String folder;

  ChunkJournal(WorkJournal journal, String replicaSet) {
    this.journal = journal;
    this.folder = PayloadKeys.plain(replicaSet) + "/chunks/";
  }

  /// How many steps of each range are done, from one listing.
  Steps steps() {
    Map<String, Integer> steps = new HashMap<>();
    for (String name : journal.names(folder)) {
      steps.merge(name.substring(0, name.lastIndexOf('-') + 1), 1, Integer::sum);
    }
    return (ordinal, range) -> steps.getOrDefault(prefix(ordinal, range), 0);
  }

  /// How many steps of one range are done.
  int steps(int ordinal, int range) {
    return journal.names(prefix(ordinal, range)).size();
  }

  Optional<ChunkRecord> read(int ordinal, int range, int step) {
    return journal.read(name(ordinal, range, step), ChunkRecord.class);
  }

  /// A step that was noted as done.
  ChunkRecord written(CollectionRange range, int step) {
    PlannedCollection collection = range.collection();
    return read(collection.ordinal(), range.number(), step)
        .orElseThrow(
            () ->
                WorkJournal.lost(
                    "the record of chunk %d of %s".formatted(step, collection.namespace())));
  }

  /// Notes a step as done; false when another attempt was first, whose record stays.
  boolean create(int ordinal, int range, int step, ChunkRecord record) {
    return journal.create(name(ordinal, range, step), record);
  }

  private String prefix(int ordinal, int range) {
    return "%s%05d-%03d-".formatted(folder, ordinal, range);
  }

  private String name(int ordinal, int range, int step) {
    return prefix(ordinal, range) + "%05d".formatted(step);
  }

  /// The numbers of done steps, as they were when somebody looked.
  @FunctionalInterface
  interface Steps {
    int of(int ordinal, int range);
  }
}
