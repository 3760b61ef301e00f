package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.storage.DocReader;
import io.holdfast.sandbox.storage.KeyExtractor;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents in the order of an index that is only metadata: sorted when asked for. The lower
/// bound is inclusive, the upper exclusive.
final class IndexWalk {
  private record Place(List<Value> key, long id, Doc document) {}

  private final DocReader reader;
  private final KeyExtractor extractor;
  private final @Nullable List<Value> min;
  private final @Nullable List<Value> max;

  IndexWalk(DocReader reader, Doc keyPattern, @Nullable Doc min, @Nullable Doc max) {
    this.reader = reader;
    this.extractor = new KeyExtractor(keyPattern);
    this.min = min == null || min.isEmpty() ? null : min.values();
    this.max = max == null || max.isEmpty() ? null : max.values();
  }

  DocSource source() {
    List<Place> places = new ArrayList<>();
    reader.natural(null, true, true).forEachRemaining(doc -> smallestKeyWithin(places, doc));
    places.sort(Comparator.comparing(Place::key, extractor).thenComparingLong(Place::id));
    return DocSource.of(places.stream().map(Place::document).toList());
  }

  private void smallestKeyWithin(List<Place> places, StoredDoc doc) {
    extractor.keys(doc.doc()).stream()
        .filter(key -> min == null || extractor.compare(key, min) >= 0)
        .filter(key -> max == null || extractor.compare(key, max) < 0)
        .min(extractor)
        .ifPresent(key -> places.add(new Place(key, doc.id(), doc.doc())));
  }
}
