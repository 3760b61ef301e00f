package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.proof.DocumentsAtEnd;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.sharding.ClusterMap;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.concurrent.atomic.AtomicLong;

/// Loads the documents as they are at the point in time, where no server could replay the oplog: a
/// router has no `applyOps`, and the oplogs of several shards cannot be replayed on one set while
/// documents lie on shards that do not own them. Of each shard only what it owned then is loaded.
///
/// A repetition begins anew: a document that is there already is no error, since only this
/// restore's documents are.
final class FoldedLoad {
  private final Snapshot snapshot;
  private final Goal goal;
  private final Target target;
  private final RestoreRequest asked;
  private final AtomicLong loaded = new AtomicLong();

  FoldedLoad(Snapshot snapshot, Goal goal, Target target, RestoreRequest asked) {
    this.snapshot = snapshot;
    this.goal = goal;
    this.target = target;
    this.asked = asked;
  }

  /// @param meter beaten with what is read of the backup
  /// @return how many documents were loaded
  long run(ProgressMeter meter) {
    for (Snapshot.Part part : snapshot.parts()) {
      target.doing(
          "Loading what '%s' held".formatted(part.replicaSet()),
          () ->
              DocumentsAtEnd.read(
                  part.set(),
                  part.timeline(),
                  collection -> isWanted(part, collection),
                  asked.writers(),
                  () -> new Loader(part),
                  meter));
    }
    return loaded.get();
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
      InsertBatch batch =
          new InsertBatch(target, named, InsertBatch.room(asked.writers()), loaded::addAndGet);
      return new Run() {
        @Override
        public void add(RawDocument document) {
          ClusterMap map = snapshot.map();
          if (map == null || map.owns(part.replicaSet(), collection.namespace(), document)) {
            batch.add(document);
          }
        }

        @Override
        public void end() {
          batch.finish(asked.concern());
        }
      };
    }
  }
}
