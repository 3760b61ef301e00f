package io.holdfast.activities.mongodb.restore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// A source with a time series that holds a few buckets. Tests are skipped on servers that have
/// none (before 5.0).
abstract class TimeSeriesGround extends RestoreContract {
  static final String WEATHER =
      "{create: 'weather', timeseries: {timeField: 't', metaField: 'sensor',"
          + " granularity: 'minutes'}, expireAfterSeconds: {$numberLong: '864000000'}}";

  @BeforeEach
  void aSeriesWithBucketsOfEveryKind() {
    assumeTrue(hasTimeSeries(), "the server has no time series");
    shop().runCommand(json(WEATHER));
    buckets("weather").insertOne(bucket(2, 20));
    buckets("weather").insertOne(bucket(1, 10));
    shop().getCollection("weather").createIndex(json("{'sensor.city': 1, t: -1}"));
    shop().getCollection("weather").createIndex(json("{temp: 1}"));
    insert("plain", "{_id: 1}");
  }

  private boolean hasTimeSeries() {
    try {
      shop().runCommand(json("{create: 'probe', timeseries: {timeField: 't'}}"));
      shop().getCollection("probe").drop();
      return true;
    } catch (MongoCommandException e) {
      return false;
    }
  }

  MongoCollection<BsonDocument> buckets(String series) {
    return shop().getCollection("system.buckets." + series, BsonDocument.class);
  }

  /// A bucket as servers up to 7.x write it, of one measurement; with a column of binary data.
  static BsonDocument bucket(int hour, int temp) {
    BsonDocument bucket =
        json(
            """
            {_id: {$oid: '%08x0000000000000000'},
             control: {version: 1,
               min: {t: {$date: {$numberLong: '%d000'}}, temp: %d},
               max: {t: {$date: {$numberLong: '%d000'}}, temp: %d},
               closed: true},
             meta: {city: 'Köln'},
             data: {t: {'0': {$date: {$numberLong: '%d000'}}}, temp: {'0': %d}}}
            """
                .formatted(hour * 3600, hour * 3600, temp, hour * 3600, temp, hour * 3600, temp));
    bucket.getDocument("meta").append("bin", new BsonBinary((byte) 7, new byte[] {0}));
    return bucket;
  }

  static @Nullable BsonDocument series(MongoClient client, String name) {
    return client
        .getDatabase("shop")
        .listCollections(BsonDocument.class)
        .filter(json("{name: '%s'}".formatted(name)))
        .first();
  }

  static List<BsonDocument> indexes(MongoClient client, String name) {
    return client
        .getDatabase("shop")
        .getCollection(name)
        .listIndexes(BsonDocument.class)
        .into(new ArrayList<>());
  }
}
