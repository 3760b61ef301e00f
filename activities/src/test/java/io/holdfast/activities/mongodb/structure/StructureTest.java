package io.holdfast.activities.mongodb.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StructureTest {
  private static final Namespace A = new Namespace("shop", "a");
  private static final UUID U = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final String OF_U = "ui: {$uuid: '" + U + "'}";
  private static final BsonDocument ID_INDEX = json("{v: 2, key: {_id: 1}, name: '_id_'}");

  private final Structure structure = new Structure();

  @Test
  void whatWasListedIsThere() {
    list("{capped: true, size: 4096}", "{key: {x: 1}, name: 'x_1'}");

    CollectionAt collection = only();
    assertThat(collection.namespace()).isEqualTo(A);
    assertThat(collection.isCapped()).isTrue();
    assertThat(collection.cappedBytes()).isEqualTo(4096);
    assertThat(collection.idIndex()).isEqualTo(ID_INDEX);
    assertThat(collection.secondaryIndexes()).hasSize(1);
  }

  @Test
  void everythingThatARealServerRecordedIsFollowed() {
    // The users were there before.
    Oplogs.read(Oplogs.recorded(), Oplogs.END).stream()
        .filter(entry -> !entry.namespace().database().equals("admin"))
        .forEach(structure::follow);

    assertThat(structure.collections())
        .extracting(collection -> collection.namespace().toString())
        .containsExactly("ops.a", "ops.cap", "ops.ctc", "ops.merged", "ops.outc");
    assertThat(structure.views())
        .extracting(view -> view.namespace().toString())
        .containsExactly("ops.v");
  }

  @Test
  void followingAgainWhatTheListHasAlreadyChangesNothing() {
    list("{validator: {x: 1}}", "{v: 2, key: {y: 1}, name: 'y_1'}");

    follow(
        command("{createIndexes: 'a', v: 2, key: {x: 1}, name: 'x_1'}"),
        command("{dropIndexes: 'a', index: 'x_1'}"),
        command("{collMod: 'a', validator: {x: 1}}"),
        command("{createIndexes: 'a', v: 2, key: {y: 1}, name: 'y_1'}"));

    assertThat(only().secondaryIndexes()).containsExactly(json("{v: 2, key: {y: 1}, name: 'y_1'}"));
    assertThat(only().options()).isEqualTo(json("{validator: {x: 1}}"));
  }

  @Test
  void anIndexCountsOnceItIsReady() {
    list("{}", "{v: 2, key: {x: 1}, name: 'x_1'}");

    follow(command("{startIndexBuild: 'a', indexes: [{v: 2, key: {x: 1}, name: 'x_1'}]}"));
    assertThat(only().secondaryIndexes()).isEmpty();
    follow(command("{commitIndexBuild: 'a', indexes: [{v: 2, key: {x: 1}, name: 'x_1'}]}"));
    assertThat(only().secondaryIndexes()).hasSize(1);
    follow(command("{startIndexBuild: 'a', indexes: [{v: 2, key: {z: 1}, name: 'z_1'}]}"));
    follow(command("{abortIndexBuild: 'a', indexes: [{v: 2, key: {z: 1}, name: 'z_1'}]}"));
    assertThat(only().secondaryIndexes()).hasSize(1);
  }

  @Test
  void droppingAllIndexesLeavesThatOnTheKey() {
    list("{}", "{key: {x: 1}, name: 'x_1'}");

    follow(command("{dropIndexes: 'a', index: '*'}"));

    assertThat(only().indexes()).containsExactly(ID_INDEX);
  }

  @Test
  void optionsOfAnIndexAreChangedByNameOrKeys() {
    list("{}", "{key: {t: 1}, name: 't', expireAfterSeconds: 5}", "{key: {h: 1}, name: 'h'}");

    follow(
        command("{collMod: 'a', index: {keyPattern: {t: 1}, expireAfterSeconds: 60}}"),
        command("{collMod: 'a', index: {name: 'h', hidden: true}}"),
        command("{collMod: 'a', index: {name: 'gone', hidden: true}}"));

    assertThat(only().secondaryIndexes())
        .containsExactly(
            json("{key: {t: 1}, name: 't', expireAfterSeconds: 60}"),
            json("{key: {h: 1}, name: 'h', hidden: true}"));
    follow(
        command("{collMod: 'a', index: {name: 'h', prepareUnique: true}}"),
        command("{collMod: 'a', index: {name: 'h', unique: true}}"));
    assertThat(only().secondaryIndexes().getLast())
        .isEqualTo(json("{key: {h: 1}, name: 'h', hidden: true, unique: true}"));
    follow(command("{collMod: 'a', index: {name: 'h', forceNonUnique: true}}"));
    follow(command("{collMod: 'a', index: {name: 'h', hidden: false}}"));
    assertThat(only().secondaryIndexes().getLast()).isEqualTo(json("{key: {h: 1}, name: 'h'}"));
  }

  @Test
  void aTemporaryCollectionStaysOneUntilItIsRenamedForGood() {
    follow(
        command("{create: 'tmp', temp: true}"),
        command("{renameCollection: 'shop.tmp', to: 'shop.tmp2', stayTemp: true}"));
    assertThat(structure.collections()).isEmpty();

    follow(command("{renameCollection: 'shop.tmp2', to: 'shop.b', stayTemp: false}"));
    assertThat(only().namespace()).isEqualTo(new Namespace("shop", "b"));
  }

  @Test
  void viewsAreFollowedThroughTheCollectionThatKeepsThem() {
    String of = "ns: 'shop.system.views', ";
    follow(
        "{op: 'i', " + of + "o: {_id: 'shop.v', viewOn: 'a', pipeline: []}}",
        "{op: 'i', " + of + "o: {_id: 'shop.w', viewOn: 'v', pipeline: []}}",
        "{op: 'u', " + of + "o2: {_id: 'shop.v'}, o: {_id: 'shop.v', viewOn: 'b', pipeline: []}}",
        "{op: 'd', " + of + "o: {_id: 'shop.w'}}");

    assertThat(structure.views())
        .containsExactly(
            new ViewAt(new Namespace("shop", "v"), json("{viewOn: 'b', pipeline: []}")));
    assertThat(structure.views().getFirst().reads()).isEqualTo(new Namespace("shop", "b"));

    follow(command("{drop: 'system.views'}"));
    assertThat(structure.views()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{collMod: 'a', timeseries: {granularity: 'hours'}}",
        "{collMod: 'a', index: {name: 'x_1', somethingNew: 1}}"
      })
  void aChangeThatIsNotKnownIsRefused(String change) {
    list("{}", "{key: {x: 1}, name: 'x_1'}");

    assertThatThrownBy(() -> follow(command(change))).hasMessageContaining("collMod");
  }

  /// Its documents were the server's own until then, and are not in what was read.
  @Test
  void aCollectionThatWasTheServersOwnIsRefusedWhenItBecomesAUsers() {
    list("{}");
    String other = "ui: {$uuid: '00000000-0000-0000-0000-000000000002'}";
    follow(
        command("{create: 'system.resharding.1'}").replace(OF_U, other),
        command(
                "{renameCollection: 'shop.system.resharding.1', to: 'shop.a', dropTarget: {$uuid:"
                    + " '%s'}}".formatted(U))
            .replace(OF_U, other));

    assertThatThrownBy(structure::collections)
        .hasMessageContaining("'shop.system.resharding.1', which the dump does not have");
  }

  @Test
  void theIndexOfAClusteredCollectionIsOneOfItsOptions() {
    PayloadObject nowhere = new PayloadObject("metadata", 0, "", 0);
    String index = "v: 2, key: {_id: 1}, name: '%s', unique: true";
    for (String name : List.of("_id_", "order")) {
      String options = "{clusteredIndex: {" + index.formatted(name) + "}}";
      structure.list(
          new CollectionEntry(
              A, CollectionKind.COLLECTION, U.toString(), nowhere, List.of(), Content.EMPTY),
          new CollectionMetadata(
              json(options),
              List.of(
                  json("{" + index.formatted(name) + ", clustered: true}"),
                  json("{v: 2, key: {x: 1}, name: 'x_1'}"))));

      assertThat(only().idIndex()).isNull();
      assertThat(only().secondaryIndexes())
          .containsExactly(json("{v: 2, key: {x: 1}, name: 'x_1'}"));
      assertThat(CollectionOptions.toCreate(only().options())).isEqualTo(json(options));
    }
  }

  @Test
  void theImagesForChangeStreamsAreKept() {
    list("{changeStreamPreAndPostImages: {enabled: true}}");

    follow(command("{collMod: 'a', changeStreamPreAndPostImages: {enabled: false}}"));

    assertThat(CollectionOptions.toCreate(only().options()))
        .isEqualTo(json("{changeStreamPreAndPostImages: {enabled: false}}"));
  }

  @Test
  void whatACommandCarriesBesideItsFieldsIsNoOption() {
    list("{}");

    follow(command("{collMod: 'a', validator: {}, lsid: {id: 1}, $db: 'shop', comment: 'x'}"));

    assertThat(CollectionOptions.same(only().options(), json("{}"))).isTrue();
  }

  private CollectionAt only() {
    assertThat(structure.collections()).hasSize(1);
    return structure.collections().getFirst();
  }

  private void list(String options, String... indexes) {
    List<BsonDocument> all = new ArrayList<>(List.of(ID_INDEX));
    for (String index : indexes) {
      all.add(json(index));
    }
    PayloadObject nowhere = new PayloadObject("metadata", 0, "", 0);
    structure.list(
        new CollectionEntry(
            A, CollectionKind.COLLECTION, U.toString(), nowhere, List.of(), Content.EMPTY),
        new CollectionMetadata(json(options), all));
  }

  private void follow(String... entries) {
    Oplogs.read(Oplogs.entries(entries), Oplogs.END).forEach(structure::follow);
  }

  private static String command(String o) {
    return "{op: 'c', ns: 'shop.$cmd', " + OF_U + ", o: " + o + "}";
  }

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }
}
