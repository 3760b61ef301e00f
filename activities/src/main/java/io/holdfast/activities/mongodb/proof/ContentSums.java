package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.workflows.backup.Content;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What collections hold, summed up from runs of their documents. Safe for many threads.
final class ContentSums implements DocumentSink {
  private final Map<UUID, ContentDigest> sums = new HashMap<>();

  @Override
  public Run begin(CollectionAt collection) {
    ContentDigest part = new ContentDigest();
    return new Run() {
      @Override
      public void add(RawDocument document) {
        part.add(document.bytes(), document.offset(), document.length());
      }

      @Override
      public void end() {
        sum(collection.uuid(), part.content());
      }
    };
  }

  private synchronized void sum(UUID collection, Content part) {
    sums.computeIfAbsent(collection, _ -> new ContentDigest()).add(part);
  }

  synchronized Content of(UUID collection) {
    ContentDigest sum = sums.get(collection);
    return sum == null ? Content.EMPTY : sum.content();
  }
}
