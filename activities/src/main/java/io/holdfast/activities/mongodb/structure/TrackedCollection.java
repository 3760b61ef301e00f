package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.StructureChange;
import io.holdfast.activities.mongodb.timeseries.MeasurementIndex;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// A collection on its way through the oplog. Of a time series the oplog tells by its buckets; here
/// it has its own name, options and indexes.
final class TrackedCollection {
  private final UUID uuid;
  private Namespace namespace;
  private final BsonDocument options;
  private final IndexSet indexes;
  private final @Nullable MeasurementIndex measurements;
  private final @Nullable CollectionEntry dumped;

  private TrackedCollection(
      UUID uuid,
      Namespace namespace,
      BsonDocument options,
      List<BsonDocument> indexes,
      @Nullable CollectionEntry dumped) {
    this.uuid = uuid;
    this.namespace = namespace;
    this.options = options;
    this.indexes = new IndexSet(indexes);
    this.measurements = TimeSeries.isOne(options) ? new MeasurementIndex(options) : null;
    this.dumped = dumped;
  }

  /// As the dump listed it.
  static TrackedCollection listed(UUID uuid, CollectionEntry entry, CollectionMetadata metadata) {
    return new TrackedCollection(
        uuid, entry.namespace(), metadata.options().clone(), metadata.indexes(), entry);
  }

  /// As the oplog created it.
  static TrackedCollection created(UUID uuid, StructureChange.Created created) {
    BsonDocument options = created.options();
    return TimeSeries.isOne(options)
        ? new TrackedCollection(
            uuid,
            TimeSeries.ofBuckets(created.namespace()),
            TimeSeries.options(options),
            List.of(),
            null)
        : new TrackedCollection(
            uuid,
            created.namespace(),
            options.clone(),
            created.idIndex() == null ? List.of() : List.of(created.idIndex()),
            null);
  }

  UUID uuid() {
    return uuid;
  }

  Namespace namespace() {
    return namespace;
  }

  /// The name that the oplog has for it.
  Namespace stored() {
    return measurements == null ? namespace : TimeSeries.buckets(namespace);
  }

  boolean isTemporary() {
    return CollectionOptions.isTrue(options.get("temp"));
  }

  void renamed(StructureChange.Renamed renamed) {
    namespace = measurements == null ? renamed.to() : TimeSeries.ofBuckets(renamed.to());
    if (!renamed.stayTemporary()) {
      options.remove("temp");
    }
  }

  void modified(StructureChange.Modified modified) {
    CollectionOptions.modify(modified.at(), options, modified.changes());
    if (modified.changes().get("index") instanceof BsonDocument index) {
      indexes.modified(modified.at(), ofMeasurements(index));
    }
  }

  /// A change of an index, which it may name by its key.
  private BsonDocument ofMeasurements(BsonDocument change) {
    BsonValue key = change.get("keyPattern");
    if (measurements == null || !(key instanceof BsonDocument ofBuckets)) {
      return change;
    }
    BsonDocument told = change.clone();
    told.put("keyPattern", measurements.key(ofBuckets).orElse(ofBuckets));
    return told;
  }

  void indexesStarted(List<BsonDocument> started) {
    indexes.started(started);
  }

  void indexesReady(List<BsonDocument> ready) {
    indexes.ready(
        measurements == null
            ? ready
            : ready.stream().flatMap(index -> measurements.of(index).stream()).toList());
  }

  void indexesDropped(List<String> names) {
    indexes.dropped(names);
  }

  CollectionAt now() {
    return new CollectionAt(uuid, namespace, options, indexes.indexes(), dumped);
  }
}
