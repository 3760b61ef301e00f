package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.proof.DocumentSink;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import java.util.function.LongConsumer;

/// Where the documents of a load are sent. Many threads may begin runs.
interface Destination {

  /// Begins a run of documents of one collection. When it has ended, those whom the restore waits
  /// for have them. Throws `MongoException`s.
  ///
  /// @param collection by its name in the target
  /// @param loaded told how many documents the server has taken
  DocumentSink.Run begin(CollectionAt collection, LongConsumer loaded);
}
