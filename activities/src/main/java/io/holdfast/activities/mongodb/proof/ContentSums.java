package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.workflows.backup.Content;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What collections hold, summed up from parts. Safe for many threads.
final class ContentSums {
  private final Map<UUID, ContentDigest> sums = new HashMap<>();

  synchronized void add(UUID collection, Content part) {
    sums.computeIfAbsent(collection, uuid -> new ContentDigest()).add(part);
  }

  synchronized Content of(UUID collection) {
    ContentDigest sum = sums.get(collection);
    return sum == null ? Content.EMPTY : sum.content();
  }

  /// Adds a document to a part.
  static void add(ContentDigest part, RawDocument document) {
    part.add(document.bytes(), document.offset(), document.length());
  }
}
