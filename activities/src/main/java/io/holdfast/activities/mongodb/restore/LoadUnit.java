package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.backup.Chunk;
import java.util.ArrayList;
import java.util.List;

/// What one loader loads in one go: a chunk; of a capped collection, whose order counts, all of
/// them.
///
/// @param ordinal its place among all units of the restore, the same in every attempt
record LoadUnit(int ordinal, CollectionAt collection, List<Chunk> chunks) {
  LoadUnit {
    chunks = List.copyOf(chunks);
  }

  /// The units of a restore, in order.
  static List<LoadUnit> of(List<CollectionAt> collections) {
    List<LoadUnit> units = new ArrayList<>();
    for (CollectionAt collection : collections) {
      if (collection.dumped() == null) {
        continue;
      }
      List<Chunk> chunks = collection.dumped().chunks();
      if (collection.isCapped()) {
        units.add(new LoadUnit(units.size(), collection, chunks));
      } else {
        for (Chunk chunk : chunks) {
          units.add(new LoadUnit(units.size(), collection, List.of(chunk)));
        }
      }
    }
    return units;
  }

  long documents() {
    return chunks.stream().mapToLong(chunk -> chunk.content().documents()).sum();
  }
}
