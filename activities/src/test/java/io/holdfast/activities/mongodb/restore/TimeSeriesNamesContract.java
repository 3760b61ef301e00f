package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoDatabase;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Time series are called by the names that users know: in backups, plans, selections, refusals and
/// comparisons.
abstract class TimeSeriesNamesContract extends TimeSeriesGround {
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
  void aSeriesGetsAnotherNameTogetherWithItsBuckets() {
    rig().backup("renamed");
    Selection selection =
        new Selection(
            Selections.patterns(List.of("shop.weather")),
            List.of(),
            List.of(Selections.rename("shop.weather", "archive.climate")));

    assertThat(rig().restore(Selections.request(Rig.TARGET, "renamed", null, selection)).examples())
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
                .restore(ShadowContract.shadowed("over", Selections.of(List.of("shop.plain"))))
                .holds())
        .isTrue();

    assertThat(rig().target().getDatabase("shop").listCollectionNames())
        .contains("plain")
        .doesNotContain("system.buckets.plain");
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
}
