package io.holdfast.activities.mongodb.timeseries;

import io.holdfast.workflows.model.Namespace;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Rules about time series. The series `db.X` is a view of the collection `db.system.buckets.X`,
/// whose documents hold many measurements each (`src/mongo/db/timeseries/README.md` of
/// github.com/mongodb/mongo, 5.0 to 8.2). It is created, dropped and indexed by its own name; its
/// buckets are read and written by theirs.
public final class TimeSeries {
  /// How the names of the collections of buckets begin.
  public static final String BUCKETS = "system.buckets.";

  /// The option that makes a collection a time series.
  public static final String OPTION = "timeseries";

  private static final String GRANULARITY = "granularity";
  private static final String SPAN = "bucketMaxSpanSeconds";
  private static final String ROUNDING = "bucketRoundingSeconds";

  /// What `listCollections` tells of a series of all options that its buckets have; the others are
  /// the server's doing (`kAllowedCollectionCreationOptions` of `timeseries_constants.h`).
  private static final List<String> OPTIONS =
      List.of(
          "storageEngine",
          "indexOptionDefaults",
          "collation",
          OPTION,
          "expireAfterSeconds",
          "temp");

  private TimeSeries() {}

  /// Whether these are the options of a series, or of its buckets.
  public static boolean isOne(BsonDocument options) {
    return options.containsKey(OPTION);
  }

  public static boolean isBuckets(Namespace namespace) {
    return namespace.collection().startsWith(BUCKETS);
  }

  /// The collection that holds the buckets of a series.
  public static Namespace buckets(Namespace series) {
    return new Namespace(series.database(), BUCKETS + series.collection());
  }

  /// The series of a collection of buckets; any other name as it is.
  public static Namespace ofBuckets(Namespace buckets) {
    return isBuckets(buckets)
        ? new Namespace(buckets.database(), buckets.collection().substring(BUCKETS.length()))
        : buckets;
  }

  /// The options of a series among those of its buckets.
  public static BsonDocument options(BsonDocument buckets) {
    BsonDocument options = new BsonDocument();
    for (String name : OPTIONS) {
      BsonValue value = buckets.get(name);
      if (value != null) {
        options.put(name, value);
      }
    }
    return options;
  }

  /// The option of a series after a `collMod`. Whoever chooses a granularity chooses its span, and
  /// the other way round (`applyTimeseriesOptionsModifications` of `timeseries_options.cpp`).
  ///
  /// @param series the option's value before
  /// @param changes what the command says of it
  public static BsonDocument modified(BsonDocument series, BsonDocument changes) {
    BsonDocument modified = series.clone();
    if (changes.get(GRANULARITY) instanceof BsonString granularity) {
      modified.remove(ROUNDING);
      modified.put(GRANULARITY, granularity);
      modified.put(SPAN, new BsonInt32(span(granularity.getValue())));
    } else if (changes.containsKey(SPAN)) {
      modified.remove(GRANULARITY);
      modified.put(SPAN, changes.get(SPAN));
      modified.put(ROUNDING, changes.get(ROUNDING, changes.get(SPAN)));
    }
    return modified;
  }

  private static int span(String granularity) {
    Duration span =
        switch (granularity) {
          case "minutes" -> Duration.ofDays(1);
          case "hours" -> Duration.ofDays(30);
          default -> Duration.ofHours(1);
        };
    return (int) span.toSeconds();
  }
}
