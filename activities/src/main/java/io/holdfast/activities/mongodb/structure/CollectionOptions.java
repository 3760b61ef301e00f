package io.holdfast.activities.mongodb.structure;

import io.holdfast.activities.mongodb.oplog.OplogErrors;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.model.PointInTime;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Rules about the options of collections.
public final class CollectionOptions {
  /// Not options that `create` takes from a user: the id, marks of very old servers, what the
  /// server decides by itself.
  private static final Set<String> NOT_CREATED =
      Set.of("uuid", "autoIndexId", "flags", "recordIdsReplicated", "temp", "idIndex");

  /// What a command carries beside its own fields.
  private static final Set<String> GENERIC =
      Set.of(
          "lsid", "txnNumber", "writeConcern", "readConcern", "comment", "maxTimeMS", "apiVersion");

  private static final BsonString OFF = new BsonString("off");

  private static final BsonDocument DEFAULTS =
      new BsonDocument("validationLevel", new BsonString("strict"))
          .append("validationAction", new BsonString("error"));

  private CollectionOptions() {}

  static boolean isTrue(@Nullable BsonValue value) {
    if (value == null) {
      return false;
    }
    if (value.isBoolean()) {
      return value.asBoolean().getValue();
    }
    return value.isNumber() && value.asNumber().doubleValue() != 0;
  }

  /// The options that `create` is given so that the collection gets these.
  public static BsonDocument toCreate(BsonDocument options) {
    BsonDocument create = new BsonDocument();
    options.forEach(
        (name, value) -> {
          if (!NOT_CREATED.contains(name)) {
            create.put(name, value);
          }
        });
    return create;
  }

  /// Whether two collections, or views, have the same options.
  public static boolean same(BsonDocument one, BsonDocument other) {
    // Not by equals, to which the order of fields does not matter.
    return RawDocument.of(normalised(one)).sameBytes(RawDocument.of(normalised(other)));
  }

  /// The options in the one form in which equal ones are equal: without what says nothing, numbers
  /// of one type.
  private static BsonDocument normalised(BsonDocument options) {
    BsonDocument normal = new BsonDocument();
    options.entrySet().stream()
        .filter(option -> !NOT_CREATED.contains(option.getKey()))
        .filter(option -> !option.getValue().equals(DEFAULTS.get(option.getKey())))
        .filter(option -> !(option.getValue() instanceof BsonDocument part && part.isEmpty()))
        .filter(option -> !option.getValue().isBoolean() || isTrue(option.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(option -> normal.put(option.getKey(), Normal.of(option.getValue())));
    return normal;
  }

  /// Follows a `collMod`; what it says of an index is for the [IndexSet].
  static void modify(PointInTime at, BsonDocument options, BsonDocument change) {
    change.forEach(
        (name, value) -> {
          switch (name) {
            case "validator",
                "validationLevel",
                "validationAction",
                "recordPreImages",
                "changeStreamPreAndPostImages" ->
                options.put(name, value);
            case "expireAfterSeconds" -> {
              if (OFF.equals(value)) {
                options.remove(name);
              } else {
                options.put(name, value);
              }
            }
            case "cappedSize" -> options.put("size", value);
            case "cappedMax" -> options.put("max", value);
            case "index", "noPadding", "usePowerOf2Sizes" -> {}
            case "dryRun",
                "isTimeseriesNamespace",
                "timeseriesBucketsMayHaveMixedSchemaData",
                "_removeLegacyTimeseriesBucketingParametersHaveChanged" -> {
              // What the server notes for itself.
            }
            case TimeSeries.OPTION -> {
              if (!(options.get(name) instanceof BsonDocument series)
                  || !(value instanceof BsonDocument changes)) {
                throw OplogErrors.unsupported(at, "a 'collMod' with '%s'".formatted(name));
              }
              options.put(name, TimeSeries.modified(series, changes));
            }
            default -> {
              if (!name.startsWith("$") && !GENERIC.contains(name)) {
                throw OplogErrors.unsupported(at, "a 'collMod' with '%s'".formatted(name));
              }
            }
          }
        });
  }
}
