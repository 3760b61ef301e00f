package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.timeseries.MeasurementIndex;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.util.UUID;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonParseException;
import org.jspecify.annotations.Nullable;

/// A collection, view or time series of a dump.
///
/// @param uuid the server's id of it, or one of our own where the dump has none; null for a view
/// @param metadata as backups keep it: `options`, `indexes`, `uuid`, `collectionName`, `type`
record DumpedCollection(
    Namespace namespace, CollectionKind kind, @Nullable UUID uuid, BsonDocument metadata) {
  private static final String NAME = "collectionName";
  private static final String TYPE = "type";
  private static final String OPTIONS = "options";
  private static final String INDEXES = "indexes";
  private static final int UUID_DIGITS = 32;

  /// Reads the text of a `….metadata.json`.
  ///
  /// @param name the collection's, where the text does not tell it
  /// @param place where the text is, for errors
  /// @throws HoldfastException DUMP_DAMAGED
  static DumpedCollection parse(String text, String database, String name, String place) {
    try {
      BsonDocument found = BsonDocument.parse(text);
      String told = found.getString(NAME, new BsonString(name)).getValue();
      return of(found, new Namespace(database, told));
    } catch (JsonParseException | BSONException | IllegalArgumentException e) {
      throw new HoldfastException(
          ErrorCode.DUMP_DAMAGED,
          "%s is not the metadata of a collection.".formatted(place),
          "Dump again: without it nobody knows the collection's options and indexes.",
          e);
    }
  }

  private static DumpedCollection of(BsonDocument found, Namespace namespace) {
    BsonDocument options = found.getDocument(OPTIONS, new BsonDocument());
    if (TimeSeries.isOne(options)) {
      return series(found, namespace, options);
    }
    String type =
        found
            .getString(TYPE, new BsonString(options.containsKey("viewOn") ? "view" : "collection"))
            .getValue();
    boolean view = type.equals("view");
    UUID uuid = view ? null : uuid(digits(found));
    return of(
        namespace,
        view ? CollectionKind.VIEW : CollectionKind.COLLECTION,
        uuid,
        new BsonDocument(OPTIONS, options)
            .append(INDEXES, found.getArray(INDEXES, new BsonArray()))
            .append("uuid", new BsonString(uuid == null ? "" : uuid.toString().replace("-", "")))
            .append(TYPE, new BsonString(type)));
  }

  /// A time series, or its buckets, which tools older than 100.4 took for a collection. Only the
  /// latter have an id.
  private static DumpedCollection series(
      BsonDocument found, Namespace namespace, BsonDocument options) {
    BsonArray indexes = found.getArray(INDEXES, new BsonArray());
    if (TimeSeries.isBuckets(namespace)) {
      MeasurementIndex measurements = new MeasurementIndex(options);
      indexes =
          new BsonArray(
              indexes.stream()
                  .flatMap(index -> measurements.of(index.asDocument()).stream())
                  .toList());
    }
    return of(
        TimeSeries.ofBuckets(namespace),
        CollectionKind.TIME_SERIES,
        uuid(digits(found)),
        new BsonDocument(OPTIONS, TimeSeries.options(options))
            .append(INDEXES, indexes)
            .append("uuid", new BsonString(digits(found)))
            .append(TYPE, new BsonString(TimeSeries.OPTION)));
  }

  private static DumpedCollection of(
      Namespace namespace, CollectionKind kind, @Nullable UUID uuid, BsonDocument metadata) {
    return new DumpedCollection(
        namespace, kind, uuid, metadata.append(NAME, new BsonString(namespace.collection())));
  }

  private static String digits(BsonDocument found) {
    return found.getString("uuid", new BsonString("")).getValue();
  }

  /// The collection that its documents were dumped from.
  Namespace stored() {
    return kind == CollectionKind.TIME_SERIES ? TimeSeries.buckets(namespace) : namespace;
  }

  private static UUID uuid(String digits) {
    if (digits.isEmpty()) {
      return UUID.randomUUID();
    }
    if (digits.length() != UUID_DIGITS) {
      throw new IllegalArgumentException("no id: " + digits);
    }
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  /// Whether a backup takes a collection of this name: not what is the server's own.
  static boolean isTaken(Namespace namespace) {
    return Scope.of(namespace).hasContent();
  }
}
