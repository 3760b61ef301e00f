package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.function.LongConsumer;

/// The target itself as where documents go: its primary, or a router, which knows where.
record WholeTarget(Target target, RestoreRequest asked) implements Destination {
  @Override
  public DocumentSink.Run begin(CollectionAt collection, LongConsumer loaded) {
    InsertBatch batch =
        new InsertBatch(target, collection, InsertBatch.room(asked.writers()), loaded);
    return new DocumentSink.Run() {
      @Override
      public void add(RawDocument document) {
        batch.add(document);
      }

      @Override
      public void end() {
        batch.finish(asked.concern());
      }
    };
  }
}
