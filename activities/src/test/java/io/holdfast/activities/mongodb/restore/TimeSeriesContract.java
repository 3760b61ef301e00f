package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.mongodb.export.DumpExport;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.activities.mongodb.importing.DumpImport;
import io.holdfast.activities.mongodb.importing.ImportRequest;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Time series come back bucket by bucket, under the names and with the options and indexes that
/// their users know. Skipped on servers that have none (before 5.0).
abstract class TimeSeriesContract extends RestoreContract {
  private static final String WEATHER =
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

  @Test
  void bucketsComeBackWithTheOptionsAndIndexesOfTheirSeries() {
    BackupHeader backup = rig().backup("quiet");

    assertComesBack(backup);

    assertThat(series(rig().target(), "weather")).isEqualTo(series(rig().source(), "weather"));
    assertThat(indexes(rig().target(), "weather"))
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(indexes(rig().source(), "weather"));
  }

  @Test
  void theBackupNamesTheSeriesAndNotItsBuckets() {
    BackupHeader backup = rig().backup("named");

    assertThat(
            rig()
                .repository()
                .catalogue()
                .manifest(backup.backup())
                .orElseThrow()
                .replicaSets()
                .getFirst()
                .collections())
        .filteredOn(entry -> entry.namespace().database().equals("shop"))
        .extracting(CollectionEntry::namespace, CollectionEntry::kind)
        .containsExactlyInAnyOrder(
            tuple(Namespace.parse("shop.plain"), CollectionKind.COLLECTION),
            tuple(Namespace.parse("shop.weather"), CollectionKind.TIME_SERIES));
    assertThat(rig().engine().detail(Rig.request("named")).namespaces())
        .anySatisfy(
            planned -> {
              assertThat(planned.target()).isEqualTo(Namespace.parse("shop.weather"));
              assertThat(planned.kind()).isEqualTo(CollectionKind.TIME_SERIES);
              assertThat(planned.documents()).isEqualTo(2);
            });
  }

  @Test
  void whatHappensToASeriesWhileItIsDumpedIsFollowed() {
    shop().runCommand(json("{create: 'goes', timeseries: {timeField: 't'}}"));
    Rig.Backing backing = rig().new Backing("moving");
    buckets("weather").insertOne(bucket(3, 30));
    shop().getCollection("goes").drop();
    shop().runCommand(json("{create: 'comes', timeseries: {timeField: 'at', metaField: 'm'}}"));
    backing.dump();
    buckets("weather").updateOne(json("{'control.min.temp': 10}"), json("{$set: {meta: {c: 1}}}"));
    buckets("weather").deleteOne(json("{'control.min.temp': 20}"));
    shop().getCollection("weather").createIndex(json("{wind: -1}"));
    shop().getCollection("weather").dropIndex("temp_1");
    shop()
        .runCommand(
            json("{collMod: 'weather', expireAfterSeconds: {$numberLong: '900000000'}}"));
    shop().runCommand(json("{create: 'late', timeseries: {timeField: 't'}}"));

    assertComesBack(backing.complete());

    for (String name : List.of("weather", "comes", "late")) {
      assertThat(series(rig().target(), name)).isEqualTo(series(rig().source(), name));
      assertThat(indexes(rig().target(), name))
          .containsExactlyInAnyOrderElementsOf(indexes(rig().source(), name));
    }
  }

  @Test
  void anIndexThatTheServerGivesByItselfGoesWhereTheBackupHasNone() {
    shop().getCollection("weather").dropIndex("sensor_1_t_1");

    assertComesBack(rig().backup("fewer"));

    assertThat(indexes(rig().target(), "weather")).hasSize(2);
  }

  @Test
  void aSeriesGetsAnotherNameTogetherWithItsBuckets() {
    rig().backup("renamed");
    Selection selection =
        new Selection(
            Selections.patterns(List.of("shop.weather")),
            List.of(),
            List.of(Selections.rename("shop.weather", "archive.climate")));

    assertThat(
            rig()
                .restore(Selections.request(Rig.TARGET, "renamed", null, selection))
                .examples())
        .isEmpty();

    MongoDatabase archive = rig().target().getDatabase("archive");
    assertThat(archive.listCollectionNames())
        .containsExactlyInAnyOrder("climate", "system.buckets.climate", "system.views");
    assertThat(archive.getCollection("system.buckets.climate").countDocuments()).isEqualTo(2);
  }

  @Test
  void aSeriesThatIsInTheWayIsDroppedWithConsent() {
    rig().backup("again");
    rig().restore(Rig.request("again"));
    RestoreRequest twice = Rig.request(Rig.TARGET, "again", "target", UsersPolicy.KEEP);

    assertThat(rig().restore(twice).holds()).isTrue();
    assertThat(
            rig()
                .restore(
                    Selections.request(
                        Rig.TARGET, "again", "target", Selections.of(List.of("shop.weather"))))
                .holds())
        .isTrue();
  }

  @Test
  void noServerRenamesASeriesSoThatItIsNotReplacedByAShadow() {
    rig().backup("shadow");
    RestoreRequest request = ShadowContract.shadowed("shadow", null);

    assertThatThrownBy(() -> rig().restore(request))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("time series shop.weather");
    assertThat(rig().target().listDatabaseNames()).doesNotContain("shop");
  }

  @Test
  void aCollectionTakesThePlaceOfASeriesByItsShadow() {
    rig().target().getDatabase("shop").runCommand(json(WEATHER.replace("weather", "plain")));
    rig().backup("over");

    assertThat(
            rig()
                .restore(
                    ShadowContract.shadowed("over", Selections.of(List.of("shop.plain"))))
                .holds())
        .isTrue();

    assertThat(rig().target().getDatabase("shop").listCollectionNames())
        .contains("plain")
        .doesNotContain("system.buckets.plain");
  }

  @Test
  void bucketsWithValuesOfDifferentTypesComeBack() {
    allowMixedSchema();
    buckets("weather").insertOne(mixed(40));
    Rig.Backing backing = rig().new Backing("mixed").dump();
    buckets("weather").insertOne(mixed(50));

    assertComesBack(backing.complete());
  }

  @Test
  void bucketsWithValuesOfDifferentTypesAreReplayed() {
    Rig.Backing backing = rig().new Backing("mixed").dump();
    allowMixedSchema();
    buckets("weather").insertOne(mixed(50));

    assertComesBack(backing.complete());
  }

  @Test
  void whatIsExportedAsMongodumpDoesIsImportedAgain() throws Exception {
    Rig.Backing backing = rig().new Backing("exported").dump();
    buckets("weather").insertOne(bucket(3, 30));
    BackupHeader header = backing.complete();
    Path dump = directory().resolveSibling("dump");

    new DumpExport(rig().repository(), NamespaceFilter.ALL, false)
        .run(header.backup(), dump, soFar -> {});
    new DumpImport(rig().repository(), Clock.systemUTC())
        .run(
            new ImportRequest(dump, Rig.SOURCE, new BackupName("imported"), "", header.server().version()),
            (documents, bytes) -> {});

    assertThat(dump.resolve("shop"))
        .isDirectoryContaining("glob:**/system.buckets.weather.bson")
        .isDirectoryContaining("glob:**/weather.metadata.json")
        .isDirectoryNotContaining("glob:**/system.buckets.weather.metadata.json")
        .isDirectoryNotContaining("glob:**/weather.bson");
    assertThat(rig().restore(Rig.request("imported")).examples()).isEmpty();
    assertThat(Contents.of(rig().target())).isEqualTo(Contents.of(rig().source()));
    assertThat(series(rig().target(), "weather")).isEqualTo(series(rig().source(), "weather"));
    assertThat(indexes(rig().target(), "weather"))
        .containsExactlyInAnyOrderElementsOf(indexes(rig().source(), "weather"));
  }

  @Test
  void aComparisonNamesTheSeriesAndNotItsBuckets() {
    rig().backup("compared");
    buckets("weather").insertOne(bucket(3, 30));
    shop().getCollection("weather").createIndex(json("{wind: 1}"));
    shop().runCommand(json("{create: 'more', timeseries: {timeField: 't'}}"));

    assertThat(CompareContract.found(CompareContract.compare(rig(), Rig.SOURCE, "compared")))
        .containsExactly(
            "shop.more: there is a time series that the backup does not have",
            "shop.weather: 2 documents are expected, 3 are there",
            "shop.weather: there is an index 'wind_1' that the backup does not have");
  }

  private void allowMixedSchema() {
    shop().runCommand(json("{collMod: 'weather', timeseriesBucketsMayHaveMixedSchemaData: true}"));
  }

  private MongoCollection<BsonDocument> buckets(String series) {
    return shop().getCollection("system.buckets." + series, BsonDocument.class);
  }

  /// A bucket as servers up to 7.x write it, of one measurement; with a column of binary data.
  private static BsonDocument bucket(int hour, int temp) {
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

  private static BsonDocument mixed(int hour) {
    BsonDocument bucket = bucket(hour, hour);
    bucket.getDocument("control").getDocument("max").put("temp", new BsonString("hot"));
    BsonDocument data = bucket.getDocument("data");
    data.getDocument("t").put("1", data.getDocument("t").get("0"));
    data.getDocument("temp").put("1", new BsonString("hot"));
    return bucket;
  }

  private static @Nullable BsonDocument series(MongoClient client, String name) {
    return client
        .getDatabase("shop")
        .listCollections(BsonDocument.class)
        .filter(json("{name: '%s'}".formatted(name)))
        .first();
  }

  private static List<BsonDocument> indexes(MongoClient client, String name) {
    return client
        .getDatabase("shop")
        .getCollection(name)
        .listIndexes(BsonDocument.class)
        .into(new ArrayList<>());
  }
}
