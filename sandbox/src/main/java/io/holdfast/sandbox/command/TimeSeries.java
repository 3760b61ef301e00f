package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.CollectionOptions;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Time series as servers from 5.0 to 8.2 keep them, as far as backups see them: a collection of
/// buckets and the view that shows it (`src/mongo/db/timeseries/README.md` of
/// github.com/mongodb/mongo). Measurements can neither be inserted nor read here.
final class TimeSeries {
  private static final String OPTION = "timeseries";
  private static final String PREFIX = "system.buckets.";
  private static final String UNPACK = "$_internalUnpackBucket";

  /// What `listCollections` tells of the options of the buckets
  /// (`kAllowedCollectionCreationOptions` of `timeseries_constants.h`).
  private static final List<String> TOLD =
      List.of("storageEngine", "indexOptionDefaults", "collation", OPTION, "expireAfterSeconds");

  private static final Map<String, Integer> SPANS =
      Map.of("seconds", 3600, "minutes", 86_400, "hours", 2_592_000);

  private TimeSeries() {}

  /// The collection of buckets behind a name; that name's own when it is no time series.
  static Namespace stored(Catalog catalog, Namespace namespace) {
    StoredCollection buckets = buckets(catalog, namespace);
    return buckets == null ? namespace : buckets.namespace();
  }

  static @Nullable StoredCollection buckets(Catalog catalog, Namespace namespace) {
    return Targets.view(catalog, namespace) == null
        ? null
        : catalog.find(new Namespace(namespace.db(), PREFIX + namespace.collection()));
  }

  static boolean isOne(Doc command) {
    return command.has(OPTION);
  }

  /// Options of the buckets of the time series that `create` asks for.
  static Doc options(Doc create) {
    Doc asked = series(create);
    if (asked.string("timeField") == null) {
      throw ServerError.FAILED_TO_PARSE.because(
          "BSON field 'create.timeseries.timeField' is missing but a required field");
    }
    DocBuilder options = new DocBuilder();
    for (Field field : create) {
      if (TOLD.contains(field.name())) {
        options.put(field.name(), field.name().equals(OPTION) ? complete(asked) : field.value());
      }
    }
    return options
        .put("validator", new DocBuilder().put("$jsonSchema", Doc.EMPTY).build())
        .put("clusteredIndex", true)
        .build();
  }

  private static Doc series(Doc options) {
    return Objects.requireNonNull(options.doc(OPTION), OPTION);
  }

  private static Value complete(Doc asked) {
    if (asked.has("bucketRoundingSeconds")) {
      return asked.asValue();
    }
    String granularity = asked.string("granularity");
    String known = granularity == null ? "seconds" : granularity;
    DocBuilder complete =
        new DocBuilder().put("timeField", String.valueOf(asked.string("timeField")));
    complete.putIfPresent("metaField", asked.get("metaField"));
    return complete
        .put("granularity", known)
        .put("bucketMaxSpanSeconds", SPANS.getOrDefault(known, 3600))
        .build()
        .asValue();
  }

  /// The document of `system.views` that shows the buckets.
  static Doc view(Namespace series, Doc options) {
    Doc unpack = new DocBuilder().put(UNPACK, series(options)).build();
    return new DocBuilder()
        .put("_id", series.full())
        .put("viewOn", PREFIX + series.collection())
        .putDocs("pipeline", List.of(unpack))
        .putIfPresent("collation", options.get("collation"))
        .build();
  }

  /// How `listCollections` tells of it.
  static Doc line(StoredCollection buckets) {
    DocBuilder options = new DocBuilder();
    TOLD.forEach(name -> options.putIfPresent(name, buckets.options().get(name)));
    return new DocBuilder()
        .put("name", buckets.namespace().collection().substring(PREFIX.length()))
        .put("type", OPTION)
        .put("options", options.build())
        .put("info", new DocBuilder().put("readOnly", false).build())
        .build();
  }

  /// The index that servers from 6.3 on give every series with metadata.
  static @Nullable Doc firstIndex(Doc options) {
    Doc series = series(options);
    String meta = series.string("metaField");
    String time = String.valueOf(series.string("timeField"));
    return meta == null
        ? null
        : new DocBuilder()
            .put("key", new DocBuilder().put(meta, 1).put(time, 1).build())
            .put("name", meta + "_1_" + time + "_1")
            .build();
  }

  /// An index of measurements as one of buckets, with the user's own words beside it.
  static Doc ofBuckets(StoredCollection buckets, Doc spec) {
    Doc series = series(buckets.options());
    String meta = String.valueOf(series.string("metaField"));
    DocBuilder key = new DocBuilder();
    for (Field field : Objects.requireNonNull(spec.doc("key"), "key")) {
      String name = field.name();
      if (name.equals(meta) || name.startsWith(meta + ".")) {
        key.put("meta" + name.substring(meta.length()), field.value());
      } else {
        boolean ascends = field.value().asDouble() > 0;
        key.put("control." + (ascends ? "min." : "max.") + name, field.value());
        key.put("control." + (ascends ? "max." : "min.") + name, field.value());
      }
    }
    DocBuilder converted = new DocBuilder();
    for (Field field : spec) {
      converted.put(
          field.name(), field.name().equals("key") ? key.build().asValue() : field.value());
    }
    return converted.put("originalSpec", DocBuilder.from(spec).put("v", 2).build()).build();
  }

  /// What the user said of an index of buckets.
  static Doc ofMeasurements(Doc spec) {
    Doc original = spec.doc("originalSpec");
    return original == null ? spec : original;
  }

  /// Refuses a bucket with values of different types in a field, which servers before 5.2 wrote,
  /// until `collMod` says that there may be such (`timeseries_op_observer.cpp`).
  static void check(StoredCollection buckets, Doc document) {
    Doc control = document.doc("control");
    if (control == null
        || !buckets.options().has(OPTION)
        || buckets.options().flag(CollectionOptions.MIXED_SCHEMA)) {
      return;
    }
    Doc least = Objects.requireNonNullElse(control.doc("min"), Doc.EMPTY);
    Doc greatest = Objects.requireNonNullElse(control.doc("max"), Doc.EMPTY);
    for (Field field : least) {
      Value other = greatest.get(field.name());
      if (other != null && other.type() != field.value().type()) {
        throw ServerError.MIXED_SCHEMA.because(
            "Cannot write time-series bucket containing mixed schema data, please run collMod with"
                + " timeseriesBucketsMayHaveMixedSchemaData and retry your insert");
      }
    }
  }
}
