package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;

/// Where documents go, as they are at the point in time. Many threads may begin runs.
public interface DocumentSink {

  /// Begins a run of documents of one collection, for one thread. Of a capped collection, whose
  /// order counts, there is one run.
  Run begin(CollectionAt collection);

  /// Documents of one collection on their way. A run whose making fails is not ended.
  interface Run {
    void add(RawDocument document);

    void end();
  }
}
