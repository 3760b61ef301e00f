package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The collections and views of a member, with their options and indexes. Throws `MongoException`s.
final class CollectionListing {
  private final SourceMember source;
  private final @Nullable SetRole role;

  /// @param role what the set is within its cluster; null when it is a deployment of its own
  CollectionListing(SourceMember source, @Nullable SetRole role) {
    this.source = source;
    this.role = role;
  }

  /// Everything that [DumpScope] includes, time series by their own names.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException METHOD_NOT_SUPPORTED for a time series
  ///   without buckets
  List<ListedCollection> all() {
    List<ListedCollection> all = new ArrayList<>();
    for (String database : databases()) {
      if (DumpScope.includes(database, role)) {
        list(database, all);
      }
    }
    return all;
  }

  private List<String> databases() {
    BsonDocument command =
        new BsonDocument("listDatabases", new BsonInt32(1)).append("nameOnly", BsonBoolean.TRUE);
    return source.run("admin", command).getArray("databases").stream()
        .map(BsonValue::asDocument)
        .map(entry -> entry.getString("name").getValue())
        .toList();
  }

  private void list(String database, List<ListedCollection> into) {
    BsonDocument command = new BsonDocument("listCollections", new BsonInt32(1));
    Map<Namespace, ListedCollection> found = new LinkedHashMap<>();
    try (RawCursor entries = source.open(database, command)) {
      while (entries.hasNext()) {
        ListedCollection listed = ListedCollection.of(database, entries.next());
        if (DumpScope.includes(listed.stored(), role)) {
          found.merge(listed.namespace(), listed, CollectionListing::withId);
        }
      }
    }
    for (ListedCollection listed : found.values()) {
      DumpScope.RULES.forEach(rule -> rule.check(listed));
      into.add(listed);
    }
  }

  /// A time series is listed twice; the entry of its buckets has all that there is to know.
  private static ListedCollection withId(ListedCollection one, ListedCollection other) {
    if (!one.type().equals(ListedCollection.SERIES) || !one.type().equals(other.type())) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "%s is there beside %s, the buckets of a time series of that name."
              .formatted(one.namespace(), TimeSeries.buckets(one.namespace())),
          "Rename the one, or drop the other, which belongs to nothing.");
    }
    return one.uuid() == null ? other : one;
  }

  /// How large a collection is, as the server counts along; nothing for a view and for one that is
  /// gone. `collStats` would open the files of every index: minutes for thousands of collections.
  CollectionSize size(ListedCollection listed) {
    if (listed.order() == ReadOrder.NOTHING) {
      return CollectionSize.NOTHING;
    }
    Namespace namespace = listed.stored();
    BsonDocument command =
        new BsonDocument("dataSize", new BsonString(namespace.toString()))
            .append("estimate", BsonBoolean.TRUE);
    try {
      BsonDocument size = source.run(namespace.database(), command);
      return new CollectionSize(number(size, "size"), number(size, "numObjects"));
    } catch (MongoException e) {
      if (MongoErrors.isNamespaceMissing(e)) {
        return CollectionSize.NOTHING;
      }
      throw e;
    }
  }

  private static long number(BsonDocument size, String name) {
    return size.getNumber(name, new BsonInt32(0)).longValue();
  }

  /// The document that mongodump keeps beside a collection's data; empty when the collection is
  /// gone meanwhile, in which case the oplog has its drop.
  Optional<RawDocument> metadata(ListedCollection listed) {
    try {
      UUID uuid = listed.uuid();
      BsonArray indexes = uuid == null ? new BsonArray() : indexes(listed, uuid);
      return Optional.of(
          RawDocument.of(
              new BsonDocument("options", listed.options())
                  .append("indexes", indexes)
                  .append("uuid", new BsonString(uuid == null ? "" : plain(uuid)))
                  .append("collectionName", new BsonString(listed.namespace().collection()))
                  .append("type", new BsonString(listed.type()))));
    } catch (MongoException e) {
      if (MongoErrors.isNamespaceMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Those of a time series by its name: its buckets would tell theirs.
  private BsonArray indexes(ListedCollection listed, UUID uuid) {
    BsonArray indexes = new BsonArray();
    BsonValue which =
        listed.kind() == CollectionKind.TIME_SERIES
            ? new BsonString(listed.namespace().collection())
            : new BsonBinary(uuid);
    BsonDocument command = new BsonDocument("listIndexes", which);
    try (RawCursor entries = source.open(listed.namespace().database(), command)) {
      entries.forEachRemaining(entry -> indexes.add(entry.view()));
    }
    return indexes;
  }

  private static String plain(UUID uuid) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(uuid.getMostSignificantBits())
        + hex.toHexDigits(uuid.getLeastSignificantBits());
  }
}
