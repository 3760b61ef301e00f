package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.export.DumpExport;
import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.activities.mongodb.importing.DumpImport;
import io.holdfast.activities.mongodb.importing.ImportRequest;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.BackupName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Time series come back bucket by bucket, with the options and indexes that their users know.
abstract class TimeSeriesContract extends TimeSeriesGround {
  @TempDir private Path folder;

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
    shop().runCommand(json("{collMod: 'weather', expireAfterSeconds: {$numberLong: '900000000'}}"));
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
    Path dump = folder.resolve("dump");

    new DumpExport(rig().repository(), NamespaceFilter.ALL, false)
        .run(header.backup(), dump, soFar -> {});
    new DumpImport(rig().repository(), Clock.systemUTC())
        .run(
            new ImportRequest(
                dump, Rig.SOURCE, new BackupName("imported"), "", header.server().version()),
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

  private void allowMixedSchema() {
    shop().runCommand(json("{collMod: 'weather', timeseriesBucketsMayHaveMixedSchemaData: true}"));
  }

  private static BsonDocument mixed(int hour) {
    BsonDocument bucket = bucket(hour, hour);
    bucket.getDocument("control").getDocument("max").put("temp", new BsonString("hot"));
    BsonDocument data = bucket.getDocument("data");
    data.getDocument("t").put("1", data.getDocument("t").get("0"));
    data.getDocument("temp").put("1", new BsonString("hot"));
    return bucket;
  }
}
