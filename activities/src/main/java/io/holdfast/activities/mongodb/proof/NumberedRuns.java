package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import java.util.stream.IntStream;

/// The runs of one attempt at a fold. What is known to have been handed on is not again.
final class NumberedRuns {
  private static final DocumentSink.Run NOWHERE =
      new DocumentSink.Run() {
        @Override
        public void add(RawDocument document) {}

        @Override
        public void end() {}
      };

  private final DocumentSink sink;
  private final HandedOn handedOn;
  private final int first;

  /// @param first number of the first run
  NumberedRuns(DocumentSink sink, HandedOn handedOn, int first) {
    this.sink = sink;
    this.handedOn = handedOn;
    this.first = first;
  }

  /// Whether a run need not take place.
  boolean has(int run) {
    return handedOn.has(Math.addExact(first, run));
  }

  /// The same of all runs from `from` to before `to`, and there are some.
  boolean has(int from, int to) {
    return from < to && IntStream.range(from, to).allMatch(this::has);
  }

  /// Begins a run that notes its end; one that has been takes nothing.
  DocumentSink.Run begin(CollectionAt collection, int run) {
    if (has(run)) {
      return NOWHERE;
    }
    DocumentSink.Run begun = sink.begin(collection);
    return new DocumentSink.Run() {
      @Override
      public void add(RawDocument document) {
        begun.add(document);
      }

      @Override
      public void end() {
        begun.end();
        handedOn.add(first + run);
      }
    };
  }
}
