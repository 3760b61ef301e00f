package io.holdfast.activities.mongodb.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/// What the oplog tells of time series, in the words of servers from 5.0 to 8.2.
final class TimeSeriesStructureTest {
  private static final Namespace WEATHER = new Namespace("shop", "weather");
  private static final UUID U = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final String CREATE =
      "{create: 'system.buckets.weather', validator: {$jsonSchema: {}}, clusteredIndex: true,"
          + " expireAfterSeconds: {$numberLong: '60'}, timeseries: {timeField: 't', metaField: 'm',"
          + " granularity: 'seconds', bucketMaxSpanSeconds: 3600}}";

  private final Structure structure = new Structure();

  @Test
  void aSeriesThatComesWhileTheDumpRunsHasItsOwnNameAndOptions() {
    follow(command(CREATE), VIEW);

    CollectionAt series = only();
    assertThat(series.namespace()).isEqualTo(WEATHER);
    assertThat(series.stored()).isEqualTo(Namespace.parse("shop.system.buckets.weather"));
    assertThat(CollectionOptions.toCreate(series.options()).keySet())
        .containsExactlyInAnyOrder("timeseries", "expireAfterSeconds");
    assertThat(structure.views()).isEmpty();

    follow(command("{drop: 'system.buckets.weather'}"));
    assertThat(structure.collections()).isEmpty();
  }

  private static final String VIEW =
      "{op: 'i', ns: 'shop.system.views', o: {_id: 'shop.weather', viewOn: 'system.buckets.weather',"
          + " pipeline: [{$_internalUnpackBucket: {timeField: 't'}}]}}";

  @Test
  void indexesOfBucketsAreToldAsThoseOfMeasurements() {
    follow(
        command(CREATE),
        command(
            "{createIndexes: 'system.buckets.weather', v: 2, name: 'm_1_t_1',"
                + " key: {meta: 1, 'control.min.t': 1, 'control.max.t': 1}}"),
        command(
            "{createIndexes: 'system.buckets.weather', v: 2, name: 'down', sparse: true,"
                + " key: {'control.max.t': -1, 'control.min.t': -1, 'meta.a.b': 1}}"),
        command(
            "{commitIndexBuild: 'system.buckets.weather', indexes: ["
                + " {v: 2, name: 'x', key: {'control.min.x': 1, 'control.max.x': 1}},"
                + " {v: 2, name: 'y', key: {'control.max.y': -1, 'control.min.y': -1}},"
                + " {v: 2, name: 'geo', key: {'data.pos': '2dsphere_bucket'}},"
                + " {v: 2, name: 'own', key: {'control.closed': 1}},"
                + " {v: 2, name: 'odd', key: {'control.min.x': 1, 'control.max.y': 1}}]}"),
        command(
            "{createIndexes: 'system.buckets.weather', spec: {v: 2, name: 'part',"
                + " key: {'control.min.z': 1, 'control.max.z': 1}, partialFilterExpression: {},"
                + " originalSpec: {key: {z: 1}, name: 'part', v: 2}}}"));

    assertThat(only().indexes())
        .containsExactly(
            json("{v: 2, name: 'm_1_t_1', key: {m: 1, t: 1}}"),
            json("{v: 2, name: 'down', sparse: true, key: {t: -1, 'm.a.b': 1}}"),
            json("{v: 2, name: 'x', key: {x: 1}}"),
            json("{v: 2, name: 'y', key: {y: -1}}"),
            json("{v: 2, name: 'geo', key: {pos: '2dsphere'}}"),
            json("{key: {z: 1}, name: 'part', v: 2}"));

    follow(
        command("{dropIndexes: 'system.buckets.weather', index: 'x'}"),
        command(
            "{collMod: 'system.buckets.weather',"
                + " index: {keyPattern: {meta: 1, 'control.min.t': 1, 'control.max.t': 1},"
                + " hidden: true}}"));
    assertThat(only().indexes())
        .hasSize(5)
        .contains(json("{v: 2, name: 'm_1_t_1', key: {m: 1, t: 1}, hidden: true}"));
  }

  @Test
  void aGranularityBringsItsSpanAndASpanTakesTheGranularity() {
    list(CREATE, "");

    follow(
        command("{collMod: 'system.buckets.weather', timeseries: {granularity: 'hours'}}"),
        command(
            "{collMod: 'system.buckets.weather', expireAfterSeconds: 'off',"
                + " isTimeseriesNamespace: true}"));
    assertThat(only().options())
        .isEqualTo(
            json(
                "{timeseries: {timeField: 't', metaField: 'm', granularity: 'hours',"
                    + " bucketMaxSpanSeconds: 2592000}}"));

    follow(
        command(
            "{collMod: 'system.buckets.weather', timeseries: {bucketMaxSpanSeconds: 300,"
                + " bucketRoundingSeconds: 300}, timeseriesBucketsMayHaveMixedSchemaData: true}"));
    assertThat(only().options())
        .isEqualTo(
            json(
                "{timeseries: {timeField: 't', metaField: 'm', bucketMaxSpanSeconds: 300,"
                    + " bucketRoundingSeconds: 300}}"));
  }

  @Test
  void whatAnAggregationWroteTakesTheSeriesPlace() {
    list(CREATE, U.toString());

    follow(
        command(OTHER, CREATE.replace("buckets.weather'", "buckets.tmp.agg_out.1', temp: true")),
        command(
            OTHER,
            "{renameCollection: 'shop.system.buckets.tmp.agg_out.1',"
                + " to: 'shop.system.buckets.weather', dropTarget: {$uuid: '%s'}}".formatted(U)));

    assertThat(only().uuid()).isEqualTo(OTHER);
    assertThat(only().namespace()).isEqualTo(WEATHER);
    assertThat(only().options()).doesNotContainKey("temp");
  }

  @Test
  void aSeriesOfMongodumpIsKnownByItsNameUntilTheOplogTellsItsId() {
    list(CREATE, "");

    follow(
        change(OTHER, "o: {_id: {$oid: '000000000000000000000000'}}"),
        command(OTHER, "{collMod: 'system.buckets.weather', expireAfterSeconds: 'off'}"));

    assertThat(only().uuid()).isEqualTo(U);
    assertThat(only().options()).containsOnlyKeys("timeseries");
    follow(command(OTHER, "{drop: 'system.buckets.weather'}"), command(UUID.randomUUID(), CREATE));
    assertThat(only().dumped()).isNull();
  }

  @Test
  void aSeriesWithAnIdIsNotMistakenForAnotherOfItsName() {
    list(CREATE, U.toString());

    follow(change(OTHER, "o: {_id: {$oid: '000000000000000000000000'}}"));

    assertThatThrownBy(structure::collections).hasMessageContaining("which the dump does not have");
  }

  @Test
  void aSeriesWithoutBucketsIsRefusedUnlessItIsGone() {
    follow(command("{create: 'weather', clusteredIndex: true, timeseries: {timeField: 't'}}"));

    assertThatThrownBy(structure::collections).hasMessageContaining("'shop.weather'");
    follow(command("{drop: 'weather'}"));
    assertThat(structure.collections()).isEmpty();
  }

  private CollectionAt only() {
    assertThat(structure.collections()).hasSize(1);
    return structure.collections().getFirst();
  }

  private void list(String create, String uuid) {
    BsonDocument options = json(create);
    options.remove("create");
    options.remove("validator");
    options.remove("clusteredIndex");
    PayloadObject nowhere = new PayloadObject("metadata", 0, "", 0);
    BsonDocument metadata =
        new BsonDocument("options", options).append("uuid", new BsonString(uuid.replace("-", "")));
    structure.list(
        new CollectionEntry(
            WEATHER, CollectionKind.TIME_SERIES, U.toString(), nowhere, List.of(), Content.EMPTY),
        CollectionMetadata.parse(metadata, "metadata"));
  }

  private void follow(String... entries) {
    Oplogs.read(Oplogs.entries(entries), Oplogs.END).forEach(structure::follow);
  }

  private static String command(String o) {
    return command(U, o);
  }

  private static String command(UUID uuid, String o) {
    return "{op: 'c', ns: 'shop.$cmd', ui: {$uuid: '%s'}, o: %s}".formatted(uuid, o);
  }

  private static String change(UUID uuid, String rest) {
    return "{op: 'i', ns: 'shop.system.buckets.weather', ui: {$uuid: '%s'}, %s}"
        .formatted(uuid, rest);
  }

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }
}
