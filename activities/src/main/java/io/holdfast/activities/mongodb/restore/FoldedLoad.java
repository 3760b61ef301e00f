package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.proof.DocumentsAtEnd;
import io.holdfast.activities.mongodb.proof.HandedOn;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Loads the documents as they are at the point in time, where no server could replay the oplog: a
/// router has no `applyOps`, and the oplogs of several shards cannot be replayed on one set while
/// documents lie on shards that do not own them. Of each shard only what it owned then is loaded.
///
/// A repetition goes on from the first run of documents that is not known to be loaded. Runs may
/// then be loaded again: a document that is there already is no error, since only this restore's
/// documents are; a capped collection, where order and repetition count, begins anew.
final class FoldedLoad {
  private final Snapshot snapshot;
  private final Goal goal;
  private final Target target;
  private final Destination destination;
  private final RestoreRequest asked;
  private final RestoreJournal journal;
  private final AtomicLong loaded = new AtomicLong();

  FoldedLoad(Snapshot snapshot, Goal goal, RestoreSession session, Destination destination) {
    this.snapshot = snapshot;
    this.goal = goal;
    this.target = session.target();
    this.destination = destination;
    this.asked = session.task().request();
    this.journal = session.journal();
  }

  /// @param meter beaten with what is read of the backup, and with the runs that are loaded
  /// @param from number of the first run that is not known to be loaded
  /// @return how many documents this attempt has loaded
  long run(ProgressMeter meter, int from) {
    int first = 0;
    for (Snapshot.Part part : snapshot.parts()) {
      Optional<Integer> loadedBefore = journal.loaded(part.replicaSet());
      if (loadedBefore.isPresent()) {
        first = loadedBefore.get();
      } else {
        LoadedRuns runs = new LoadedRuns(meter, first, from);
        load(part, runs, meter);
        first = runs.next();
        journal.loaded(part.replicaSet(), first);
      }
      meter.finishedBefore(first);
    }
    return loaded.get();
  }

  /// The same of one replica set's part alone, whose runs have an order of their own.
  long run(String replicaSet, ProgressMeter meter, int from) {
    snapshot.parts().stream()
        .filter(part -> part.replicaSet().equals(replicaSet))
        .forEach(part -> load(part, new LoadedRuns(meter, 0, from), meter));
    return loaded.get();
  }

  private void load(Snapshot.Part part, HandedOn runs, ProgressMeter meter) {
    var _ =
        target.doing(
            "Loading what '%s' held".formatted(part.replicaSet()),
            () ->
                DocumentsAtEnd.read(
                    part.set(),
                    part.timeline(),
                    collection -> isWanted(part, collection),
                    asked.writers(),
                    runs,
                    () -> new Loader(part),
                    meter));
  }

  private boolean isWanted(Snapshot.Part part, CollectionAt collection) {
    ClusterMap map = snapshot.map();
    return goal.collection(collection.uuid()).isPresent()
        && (map == null || map.mayOwn(part.replicaSet(), collection.namespace()));
  }

  /// The way of one part's documents.
  private final class Loader implements DocumentSink {
    private final Snapshot.Part part;

    Loader(Snapshot.Part part) {
      this.part = part;
    }

    @Override
    public Run begin(CollectionAt collection) {
      CollectionAt named = goal.collection(collection.uuid()).orElseThrow();
      if (named.isCapped()) {
        DocumentLoader.beginAnew(target, named);
      }
      DocumentSink.Run run = destination.begin(named, loaded::addAndGet);
      return new Run() {
        @Override
        public void add(RawDocument document) {
          ClusterMap map = snapshot.map();
          if (map == null || map.owns(part.replicaSet(), collection.namespace(), document)) {
            run.add(document);
          }
        }

        @Override
        public void end() {
          run.end();
        }
      };
    }
  }
}
