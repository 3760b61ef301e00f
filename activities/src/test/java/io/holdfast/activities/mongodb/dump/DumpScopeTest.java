package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.activities.mongodb.RecordedAnswers;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpScopeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.orders",
        "shop.system.js",
        "admin.system.users",
        "admin.system.roles",
        "configuration.local",
        "shop.system.profiles",
        "shop.__mdb"
      })
  void whatBelongsToPeopleIsDumped(String namespace) {
    assertThat(DumpScope.includes(Namespace.parse(namespace), null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local.oplog.rs",
        "config.transactions",
        "config.system.indexBuilds",
        "admin.system.version",
        "admin.system.keys",
        "shop.system.profile",
        "shop.system.views",
        "shop.__mdb_internal_x",
        "__mdb_internal_search.x"
      })
  void whatBelongsToTheServersIsNot(String namespace) {
    assertThat(DumpScope.includes(Namespace.parse(namespace), null)).isFalse();
  }

  @Test
  void aRealCatalogueIsReadWithTheOrderOfEachCollection() {
    List<ListedCollection> listed =
        RecordedAnswers.read("list-collections").getArray("shop").stream()
            .map(entry -> ListedCollection.of("shop", RawDocument.of(entry.asDocument())))
            .toList();

    assertThat(listed)
        .extracting(collection -> collection.namespace().collection(), ListedCollection::order)
        .contains(
            tuple("plain", ReadOrder.BY_ID),
            tuple("collated", ReadOrder.BY_ID),
            tuple("capped", ReadOrder.NATURAL),
            tuple("view", ReadOrder.NOTHING));
    assertThat(listed)
        .allSatisfy(
            collection ->
                assertThat(collection.uuid() == null)
                    .isEqualTo(collection.kind() == CollectionKind.VIEW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: 'weather', type: 'timeseries', options: {timeseries: {timeField: 't'}}}",
        "{name: 'system.buckets.weather', type: 'collection', options: {}}"
      })
  void aTimeSeriesWithoutBucketsIsRefusedByName(String entry) {
    ListedCollection listed =
        ListedCollection.of("shop", RawDocument.of(BsonDocument.parse(entry)));

    assertThatThrownBy(() -> DumpScope.RULES.forEach(rule -> rule.check(listed)))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED))
        .hasMessageContaining("shop.")
        .hasMessageContaining("weather");
  }

  @Test
  void everyRuleIsDocumentedInItsOwnWords() throws IOException {
    String documentation = Files.readString(Path.of("../docs/rules.md"));

    assertThat(DumpScope.RULES)
        .allSatisfy(
            rule ->
                assertThat(documentation)
                    .contains("| `" + rule.name() + "` | " + rule.sentence() + " |"));
  }
}
