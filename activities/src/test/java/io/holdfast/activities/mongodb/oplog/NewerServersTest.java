package io.holdfast.activities.mongodb.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries in the words of servers from 5.0 to 8.x (`oplog_entry.idl` and the op observers of
/// github.com/mongodb/mongo): what is added to known ones, and new ones.
final class NewerServersTest {
  private static final String OF = "ui: {$uuid: '00000000-0000-0000-0000-000000000001'}";
  private static final String RETRIED =
      "lsid: {id: {$uuid: '00000000-0000-0000-0000-000000000009'},"
          + " uid: {$binary: {base64: '', subType: '00'}}}, txnNumber: {$numberLong: '7'}";

  @Test
  void whatEntriesCarryBesideTheirChangeIsOfNoInterest() {
    List<OplogEntry> read =
        read(
            "{op: 'i', ns: 'shop.a', "
                + OF
                + ", o: {_id: 1}, o2: {_id: 1}, rid: {$numberLong: '1'}, stmtId: [1, 2],"
                + " fromMigrate: true, destinedRecipient: 's1', versionContext: {OFCV: '8.2'}}",
            "{op: 'u', ns: 'shop.a', "
                + OF
                + ", o: {$v: 2, diff: {u: {x: 1}}}, o2: {_id: 1}, needsRetryImage: 'preImage',"
                + " checkExistenceForDiffInsert: true}",
            "{op: 'n', ns: '', o: {msg: 'reshardCollection'}, o2: {type: 'reshardBegin'}}",
            "{op: 'n', ns: 'admin.$cmd', o: {msg: {endOfTransaction: 1}}, o2: {endOfTransaction:"
                + " 1}}");

    assertThat(read).hasSize(2);
    assertThat(read.getFirst()).isInstanceOf(DocumentChange.Insert.class);
    assertThat(read.getLast()).isInstanceOf(DocumentChange.Update.class);
  }

  @Test
  void insertsThatAreLoggedTogetherAreNoTransaction() {
    String together =
        "{op: 'c', ns: 'admin.$cmd', %s, multiOpType: 1, prevOpTime: {ts: {$timestamp: {t: %d, i:"
            + " 1}}, t: {$numberLong: '1'}}, o: {applyOps: [{op: 'i', ns: 'shop.a', %s, o: {_id: %d},"
            + " o2: {_id: %d}, stmtId: 1}, {op: 'i', ns: 'shop.a', %s, o: {_id: %d}}]}}";

    assertThat(
            read(
                together.formatted(RETRIED, 0, OF, 1, 1, OF, 2),
                together.formatted(RETRIED, 1, OF, 3, 3, OF, 4)))
        .extracting(entry -> ((DocumentChange) entry).key().get("_id"))
        .containsExactly(new BsonInt32(1), new BsonInt32(2), new BsonInt32(3), new BsonInt32(4));
  }

  @Test
  void aBundleOfAnUnknownKindIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{op: 'c', ns: 'admin.$cmd', "
                        + RETRIED
                        + ", multiOpType: 2, o: {applyOps: []}}"))
        .hasMessageContaining("an 'applyOps' of the type 2");
  }

  @Test
  void indexesAreToldInASpecOrSeveralAtOnce() {
    List<OplogEntry> read =
        read(
            command("{createIndexes: 'a', spec: {v: 2, key: {x: 1}, name: 'x_1'}}"),
            command(
                "{startIndexBuild: 'a', indexBuildUUID: {$uuid:"
                    + " '00000000-0000-0000-0000-000000000002'}, indexes: [{v: 2, key: {y: 1}, name:"
                    + " 'y_1'}, {v: 2, key: {'$**': 1}, name: 'w'}]}"),
            command(
                "{commitIndexBuild: 'a', indexes: [{v: 2, key: {y: 1}, name: 'y_1', prepareUnique:"
                    + " true}, {v: 2, key: {a: 1, 'b.$**': 1}, name: 'w'}]}"));

    assertThat(read)
        .satisfiesExactly(
            one ->
                assertThat(((StructureChange.IndexesReady) one).indexes())
                    .containsExactly(BsonDocument.parse("{v: 2, key: {x: 1}, name: 'x_1'}")),
            two -> assertThat(((StructureChange.IndexesStarted) two).indexes()).hasSize(2),
            three -> assertThat(((StructureChange.IndexesReady) three).indexes()).hasSize(2));
  }

  @Test
  void theOptionsOfACollectionAreThoseOfTheCommandAndNotWhatTheServerAdds() {
    List<OplogEntry> read =
        read(
            "{op: 'c', ns: 'shop.$cmd', "
                + OF
                + ", o: {create: 'a', encryptedFields: {fields: []}, changeStreamPreAndPostImages:"
                + " {enabled: true}, idIndex: {v: 2, key: {_id: 1}, name: '_id_'}}, o2: {catalogId:"
                + " {$numberLong: '7'}, ident: 'collection-1', directoryPerDB: false}}");

    assertThat(((StructureChange.Created) read.getFirst()).options())
        .containsOnlyKeys("encryptedFields", "changeStreamPreAndPostImages");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{createDatabaseMetadata: 'shop', db: {_id: 'shop', primary: 's1'}}",
        "{dropDatabaseMetadata: 'shop'}",
        "{modifyCollectionShardingIndexCatalog: 'shop.a', op: 'clear'}",
        "{dbCheck: 'shop.a', type: 'batch'}"
      })
  void whatAClusterNotesOnItsShardsChangesNobodysData(String o) {
    assertThat(read(command(o))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{importCollection: 'shop.a'}",
        "{emptycapped: 'a'}",
        "{upgradeDowngradeViewlessTimeseries: 'a'}",
        "{somethingOfTomorrow: 1}"
      })
  void aCommandThatIsNotKnownIsRefusedByName(String o) {
    String name = BsonDocument.parse(o).getFirstKey();

    assertThatThrownBy(() -> read(command(o))).hasMessageContaining("the command '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci", "cd", "xx"})
  void anEntryOfAnUnknownTypeIsRefused(String op) {
    assertThatThrownBy(() -> read("{op: '" + op + "', ns: 'shop.a', o: {k: 1}}"))
        .hasMessageContaining("an entry of type '" + op + "'");
  }

  @Test
  void theServersOwnCollectionsAreNotFollowed() {
    assertThat(
            read(
                "{op: 'i', ns: 'config.system.preimages', o: {_id: 1}}",
                "{op: 'c', ns: 'config.$cmd', o: {truncateRange: 'config.system.preimages'}}",
                "{op: 'i', ns: 'config.image_collection', o: {_id: 1}}",
                "{op: 'i', ns: 'shop.system.resharding.1', " + OF + ", o: {_id: 1}}"))
        .isEmpty();
  }

  private static List<OplogEntry> read(String... entries) {
    return Oplogs.read(Oplogs.entries(entries), Oplogs.END);
  }

  private static String command(String o) {
    return "{op: 'c', ns: 'shop.$cmd', " + OF + ", o: " + o + "}";
  }
}
