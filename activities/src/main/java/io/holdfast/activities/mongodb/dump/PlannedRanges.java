package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ranges into which the plan cuts a collection; the bounds are read from their payload object.
final class PlannedRanges {
  private final BackupRef backup;
  private final Payloads payloads;

  PlannedRanges(BackupRef backup, Payloads payloads) {
    this.backup = backup;
    this.payloads = payloads;
  }

  /// All of them, in order; none of a view.
  List<CollectionRange> of(PlannedCollection collection) {
    if (collection.order() == ReadOrder.NOTHING) {
      return List.of();
    }
    List<CollectionRange> ranges = new ArrayList<>();
    RawDocument from = null;
    for (RawDocument to : bounds(collection.bounds())) {
      ranges.add(new CollectionRange(collection, ranges.size(), from, to));
      from = to;
    }
    ranges.add(new CollectionRange(collection, ranges.size(), from, null));
    return ranges;
  }

  private List<RawDocument> bounds(@Nullable PayloadObject object) {
    List<RawDocument> bounds = new ArrayList<>();
    if (object != null) {
      try (BsonStream stored = BsonStream.of(payloads.open(backup, object), object.key())) {
        stored.forEachRemaining(bounds::add);
      }
    }
    return bounds;
  }
}
