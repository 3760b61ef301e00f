package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which chunks of which collections are done: a record for each step, numbered from 0 without
/// gaps, created if absent.
final class ChunkJournal {
  private final WorkJournal journal;
  private final String folder;

  ChunkJournal(WorkJournal journal, String replicaSet) {
    this.journal = journal;
    this.folder = PayloadKeys.plain(replicaSet) + "/chunks/";
  }

  /// How many steps of each collection are done, by ordinal, from one listing. Collections that
  /// were not begun are absent.
  Map<Integer, Integer> steps() {
    Map<Integer, Integer> steps = new HashMap<>();
    for (String name : journal.names(folder)) {
      String[] parts = name.substring(folder.length()).split("-", -1);
      steps.merge(Integer.valueOf(parts[0]), 1, Integer::sum);
    }
    return steps;
  }

  /// How many steps of one collection are done.
  int steps(int ordinal) {
    return journal.names(collection(ordinal)).size();
  }

  Optional<ChunkRecord> read(int ordinal, int step) {
    return journal.read(name(ordinal, step), ChunkRecord.class);
  }

  /// Notes a step as done; false when another attempt was first, whose record stays.
  boolean create(int ordinal, int step, ChunkRecord record) {
    return journal.create(name(ordinal, step), record);
  }

  private String collection(int ordinal) {
    return "%s%05d-".formatted(folder, ordinal);
  }

  private String name(int ordinal, int step) {
    return collection(ordinal) + "%05d".formatted(step);
  }
}
