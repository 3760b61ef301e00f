package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.scope.Scope;
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

/// A collection or view of a dump.
///
/// @param uuid the server's id of it, or one of our own where an old dump has none; null for a view
/// @param metadata as backups keep it: `options`, `indexes`, `uuid`, `collectionName`, `type`
record DumpedCollection(
    Namespace namespace, CollectionKind kind, @Nullable UUID uuid, BsonDocument metadata) {
  private static final String NAME = "collectionName";
  private static final String TYPE = "type";
  private static final String OPTIONS = "options";
  private static final int UUID_DIGITS = 32;

  /// Reads the text of a `….metadata.json`.
  ///
  /// @param name the collection's, where the text does not tell it
  /// @param place where the text is, for errors
  /// @throws HoldfastException DUMP_DAMAGED; METHOD_NOT_SUPPORTED for a time series
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
    String type =
        found
            .getString(TYPE, new BsonString(options.containsKey("viewOn") ? "view" : "collection"))
            .getValue();
    requireNoTimeSeries(namespace, type);
    boolean view = type.equals("view");
    UUID uuid = view ? null : uuid(found.getString("uuid", new BsonString("")).getValue());
    BsonDocument metadata =
        new BsonDocument(OPTIONS, options)
            .append("indexes", found.getArray("indexes", new BsonArray()))
            .append("uuid", new BsonString(uuid == null ? "" : uuid.toString().replace("-", "")))
            .append(NAME, new BsonString(namespace.collection()))
            .append(TYPE, new BsonString(type));
    return new DumpedCollection(
        namespace, view ? CollectionKind.VIEW : CollectionKind.COLLECTION, uuid, metadata);
  }

  private static void requireNoTimeSeries(Namespace namespace, String type) {
    if (type.equals("timeseries") || namespace.collection().startsWith("system.buckets.")) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "%s is a time series. (Rule logical-no-time-series.)".formatted(namespace),
          "Dump without it: mongodump --excludeCollection.");
    }
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
