package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.BackupSet;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.LoadConcern;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;

/// Loads the dumped documents, as the bytes they are, with loaders side by side.
///
/// A repetition goes on from the first unit that is not known to be loaded. Units may then be
/// loaded again: a document that is there already is no error, since only this restore's documents
/// are; a capped collection, where order and repetition count, begins anew.
final class DocumentLoader {
  private final BackupSet set;
  private final Target target;
  private final ProgressMeter meter;
  private final int writers;
  private final LoadConcern concern;

  DocumentLoader(BackupSet set, Target target, ProgressMeter meter, RestoreRequest asked) {
    this.set = set;
    this.target = target;
    this.meter = meter;
    this.writers = asked.writers();
    this.concern = asked.concern();
  }

  /// @param from ordinal of the first unit that is not known to be loaded
  /// @return how many documents the units hold, those of earlier attempts included
  long run(List<LoadUnit> units, int from) {
    List<LoadUnit> open = units.subList(Math.min(from, units.size()), units.size());
    SharedWork.run("load", writers, open.iterator(), this::load);
    return units.stream().mapToLong(LoadUnit::documents).sum();
  }

  private void load(LoadUnit unit) {
    Namespace namespace = unit.collection().namespace();
    target.doing(
        "Loading '%s'".formatted(namespace),
        () -> {
          if (unit.collection().isCapped()) {
            beginAnew(target, unit.collection());
          }
          InsertBatch batch =
              new InsertBatch(
                  target,
                  unit.collection(),
                  InsertBatch.room(writers),
                  count -> meter.add(namespace.toString(), count));
          for (Chunk chunk : unit.chunks()) {
            set.read(chunk.object(), batch::add);
          }
          batch.finish(concern);
          return true;
        });
    meter.finished(unit.ordinal());
  }

  /// Empties a capped collection, from which nothing can be deleted.
  static void beginAnew(Target target, CollectionAt collection) {
    Namespace namespace = collection.namespace();
    if (target.documents(namespace, false).find().first() != null) {
      Commands.dropIfThere(target, namespace);
      Commands.create(target, collection);
    }
  }
}
