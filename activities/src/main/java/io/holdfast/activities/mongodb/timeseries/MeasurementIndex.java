package io.holdfast.activities.mongodb.timeseries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// An index of a time series in the form that users see: on fields of the measurements. The oplog
/// has that of the buckets instead: on their metadata, and on the least and the greatest value of a
/// field (`timeseries_index_schema_conversion_functions.cpp` of github.com/mongodb/mongo).
public final class MeasurementIndex {
  private static final String KEY = "key";
  private static final String ORIGINAL = "originalSpec";
  private static final String META = "meta";
  private static final String MIN = "control.min.";
  private static final String MAX = "control.max.";
  private static final String DATA = "data.";
  private static final BsonString SPHERE = new BsonString("2dsphere");
  private static final BsonString SPHERE_OF_BUCKETS = new BsonString("2dsphere_bucket");

  private final String timeField;
  private final @Nullable String metaField;

  /// @param options those of the series
  public MeasurementIndex(BsonDocument options) {
    BsonDocument series = options.getDocument(TimeSeries.OPTION, new BsonDocument());
    this.timeField = series.getString("timeField", new BsonString("")).getValue();
    this.metaField =
        series.get("metaField") instanceof BsonString field && !field.getValue().isEmpty()
            ? field.getValue()
            : null;
  }

  /// The index that `listIndexes` of the series tells for one of the buckets; empty for one that it
  /// does not tell, since it is none of measurements.
  public Optional<BsonDocument> of(BsonDocument ofBuckets) {
    // Since 6.0 the server keeps what the user said, where the buckets' form does not tell it.
    if (ofBuckets.get(ORIGINAL) instanceof BsonDocument original) {
      BsonDocument told = original.clone();
      ofBuckets.forEach(
          (name, value) -> {
            if (name.equals("hidden") || name.equals("expireAfterSeconds")) {
              told.put(name, value);
            }
          });
      return Optional.of(told);
    }
    return ofBuckets.get(KEY) instanceof BsonDocument key
        ? key(key).map(converted -> with(ofBuckets, converted))
        : Optional.empty();
  }

  private static BsonDocument with(BsonDocument index, BsonDocument key) {
    BsonDocument told = index.clone();
    told.put(KEY, key);
    return told;
  }

  /// The key on measurements for a key on buckets; empty when there is none. Of a field of the
  /// measurements the buckets' key has two: least and greatest when it ascends, the other way round
  /// when it descends.
  public Optional<BsonDocument> key(BsonDocument ofBuckets) {
    BsonDocument key = new BsonDocument();
    List<Map.Entry<String, BsonValue>> fields = List.copyOf(ofBuckets.entrySet());
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i).getKey();
      BsonValue order = fields.get(i).getValue();
      String meta = ofMeta(field);
      String measured = i + 1 < fields.size() ? ofPair(field, fields.get(i + 1).getKey()) : null;
      if (meta != null) {
        key.put(meta, order);
      } else if (field.equals(MIN + timeField)) {
        key.put(timeField, order);
      } else if (field.startsWith(DATA) && order.equals(SPHERE_OF_BUCKETS)) {
        key.put(field.substring(DATA.length()), SPHERE);
      } else if (measured != null && !field.equals(MAX + timeField)) {
        key.put(measured, order);
        i++;
      } else if (!field.equals(MAX + timeField)) {
        return Optional.empty();
      }
    }
    return Optional.of(key);
  }

  private static @Nullable String ofPair(String first, String second) {
    boolean ascends = first.startsWith(MIN);
    String field = first.substring(Math.min(first.length(), MIN.length()));
    return first.equals((ascends ? MIN : MAX) + field)
            && second.equals((ascends ? MAX : MIN) + field)
        ? field
        : null;
  }

  private @Nullable String ofMeta(String field) {
    if (metaField == null) {
      return null;
    }
    if (field.equals(META)) {
      return metaField;
    }
    return field.startsWith(META + ".") ? metaField + field.substring(META.length()) : null;
  }
}
