package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Time series as servers from 5.0 to 8.2 keep them: buckets and a view. Where a server has none
/// (4.4), nothing is said.
public interface TimeSeriesContract extends ServerContract {

  private MongoDatabase series(String create) {
    MongoDatabase db = server().database();
    try {
      db.runCommand(BsonDocument.parse(create));
      return db;
    } catch (MongoCommandException e) {
      assumeTrue(e.getErrorCode() != 40415, "the server has no time series");
      throw e;
    }
  }

  @Test
  default void aSeriesIsListedBesideItsBuckets() {
    MongoDatabase db =
        series(
            "{create: 's', timeseries: {timeField: 't', metaField: 'm', granularity: 'minutes'},"
                + " expireAfterSeconds: {$numberLong: '60'}}");

    BsonDocument listed = new BsonDocument();
    db.listCollections(BsonDocument.class)
        .forEach(each -> listed.put(each.getString("name").getValue(), each));

    assertThat(listed.keySet()).contains("s", "system.buckets.s", "system.views");
    BsonDocument told = listed.getDocument("s");
    assertThat(told.getString("type").getValue()).isEqualTo("timeseries");
    assertThat(told.getDocument("info").containsKey("uuid")).isFalse();
    assertThat(told.getDocument("options").getDocument("timeseries"))
        .isEqualTo(
            BsonDocument.parse(
                "{timeField: 't', metaField: 'm', granularity: 'minutes',"
                    + " bucketMaxSpanSeconds: 86400}"));
    BsonDocument buckets = listed.getDocument("system.buckets.s");
    assertThat(buckets.getString("type").getValue()).isEqualTo("collection");
    assertThat(buckets.containsKey("idIndex")).isFalse();
    assertThat(buckets.getDocument("options"))
        .containsKeys("timeseries", "clusteredIndex", "validator", "expireAfterSeconds");
  }

  @Test
  default void bucketsLieInTheOrderOfTheirIds() {
    MongoDatabase db = series("{create: 's', timeseries: {timeField: 't'}}");
    for (int hour : List.of(3, 1, 2)) {
      db.getCollection("system.buckets.s", BsonDocument.class)
          .insertOne(
              BsonDocument.parse(
                  "{_id: {$oid: '%08x0000000000000000'}, control: {version: 1, min: {t: {$date:"
                          .formatted(hour * 3600)
                      + " {$numberLong: '%d000'}}}, max: {t: {$date: {$numberLong: '%d000'}}}},"
                          .formatted(hour * 3600, hour * 3600)
                      + " data: {t: {'0': {$date: {$numberLong: '%d000'}}}}}"
                          .formatted(hour * 3600)));
    }

    assertThat(
            db.getCollection("system.buckets.s")
                .find(
                    Document.parse(
                        "{_id: {$gte: {$oid: '%08x0000000000000000'}}}".formatted(2 * 3600)))
                .hint(new Document("$natural", 1))
                .map(bucket -> bucket.getObjectId("_id").getTimestamp())
                .into(new ArrayList<>()))
        .containsExactly(2 * 3600, 3 * 3600);
  }

  @Test
  default void indexesAreThoseOfMeasurements() {
    MongoDatabase db = series("{create: 's', timeseries: {timeField: 't', metaField: 'm'}}");
    db.runCommand(
        BsonDocument.parse(
            "{createIndexes: 's', indexes: [{key: {'m.city': 1, t: -1}, name: 'city'}]}"));

    assertThat(
            db.getCollection("s")
                .listIndexes(BsonDocument.class)
                .map(index -> index.getDocument("key"))
                .into(new ArrayList<>()))
        .contains(BsonDocument.parse("{'m.city': 1, t: -1}"));
    assertThat(
            db.getCollection("system.buckets.s")
                .listIndexes(BsonDocument.class)
                .map(index -> index.getDocument("key"))
                .into(new ArrayList<>()))
        .contains(BsonDocument.parse("{'meta.city': 1, 'control.max.t': -1, 'control.min.t': -1}"));
    db.getCollection("s").dropIndex("city");
    assertThat(
            db.getCollection("s")
                .listIndexes()
                .map(index -> index.getString("name"))
                .into(new ArrayList<>()))
        .doesNotContain("city");
  }

  @Test
  default void theBucketsGoWithTheirSeriesAndAreNotRenamed() {
    MongoDatabase db = series("{create: 's', timeseries: {timeField: 't'}}");

    assertThatThrownBy(
            () ->
                server()
                    .client()
                    .getDatabase("admin")
                    .runCommand(
                        Document.parse(
                            "{renameCollection: '%s.s', to: '%s.z'}"
                                .formatted(db.getName(), db.getName()))))
        .isInstanceOf(MongoCommandException.class);
    db.getCollection("s").drop();
    assertThat(db.listCollectionNames()).doesNotContain("s", "system.buckets.s");
  }
}
