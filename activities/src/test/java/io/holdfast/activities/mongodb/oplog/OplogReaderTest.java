package io.holdfast.activities.mongodb.oplog;

import static io.holdfast.activities.mongodb.oplog.Oplogs.END;
import static io.holdfast.activities.mongodb.oplog.Oplogs.entries;
import static io.holdfast.activities.mongodb.oplog.Oplogs.read;
import static io.holdfast.activities.mongodb.oplog.Oplogs.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OplogReaderTest {
  private static final Namespace OPS_A = new Namespace("ops", "a");

  @Test
  void everythingThatARealServerRecordedIsUnderstood() {
    assertThat(read(recorded(), END)).hasSizeGreaterThan(80);
  }

  @Test
  void changesOfDocumentsKeepWhatTheServerWrote() {
    DocumentChange.Update update =
        (DocumentChange.Update) read(recorded("update $set"), END).getFirst();

    assertThat(update.at()).isEqualTo(new PointInTime(1795253278L, 1));
    assertThat(update.namespace()).isEqualTo(OPS_A);
    assertThat(update.uuid()).isEqualTo(UUID.fromString("0302b71d-267a-4b7f-9853-2c0aeb41e887"));
    assertThat(update.key().view()).isEqualTo(BsonDocument.parse("{_id: 1}"));
    assertThat(update.change().view())
        .isEqualTo(BsonDocument.parse("{$v: 1, $set: {x: 1, 'y.z': 2}}"));
  }

  @Test
  void aTransactionHappensAtItsCommit() {
    assertThat(read(recorded("transaction"), END))
        .extracting(OplogEntry::at)
        .containsOnly(new PointInTime(1795253282L, 1))
        .hasSize(3);
  }

  @Test
  void aTransactionOfSeveralEntriesIsPutTogether() {
    List<OplogEntry> all = read(recorded("large transaction"), END);

    assertThat(all).hasSize(21);
    assertThat(all.subList(1, 21))
        .extracting(OplogEntry::at)
        .containsOnly(new PointInTime(1795253282L, 26));
  }

  @Test
  void aTransactionWithoutItsLastEntryNeverHappened() {
    assertThat(read(recorded("large transaction"), new PointInTime(1795253282L, 25))).hasSize(1);
  }

  @Test
  void aPreparedTransactionWaitsForItsCommit() {
    List<OplogEntry> all =
        read(
            entries(
                session(1, 0, "{applyOps: [" + insert(1) + "], partialTxn: true}"),
                session(1, 1, "{applyOps: [" + insert(2) + "], prepare: true}"),
                insert(7),
                session(1, 2, "{commitTransaction: 1}")),
            END);

    assertThat(all).extracting(OplogReaderTest::id).containsExactly(7, 1, 2);
    assertThat(all.getLast().at()).isEqualTo(new PointInTime(4, 1));
  }

  @Test
  void anAbortedTransactionLeavesNothing() {
    List<OplogEntry> all =
        read(
            entries(
                session(1, 0, "{applyOps: [" + insert(1) + "], prepare: true}"),
                session(1, 1, "{abortTransaction: 1}"),
                session(2, 0, "{applyOps: [" + insert(2) + "]}")),
            END);

    assertThat(all).extracting(OplogReaderTest::id).containsExactly(2);
  }

  @Test
  void bundledWritesOfARetryableCommandAreNoTransaction() {
    String bundle = session(1, 5, "{applyOps: [" + insert(2) + "]}");
    List<OplogEntry> all =
        read(entries(bundle.substring(0, bundle.length() - 1) + ", multiOpType: 1}"), END);

    assertThat(all).extracting(OplogReaderTest::id).containsExactly(2);
  }

  @Test
  void aTransactionThatBeganBeforeTheKeptOplogIsInTheDumpAlready() {
    List<OplogEntry> all =
        read(
            entries(
                session(1, 5, "{applyOps: [" + insert(1) + "], partialTxn: true}"),
                session(2, 5, "{commitTransaction: 1}"),
                session(1, 6, "{applyOps: [" + insert(2) + "]}"),
                insert(7)),
            END);

    assertThat(all).extracting(OplogReaderTest::id).containsExactly(7);
  }

  @Test
  void aTransactionOverSeveralShardsCountsFromItsCommonTimeOnWhereverItsCommitIsNoted() {
    List<RawDocument> oplog =
        entries(
            session(1, 0, "{applyOps: [" + insert(1) + "], prepare: true}"),
            session(2, 0, "{applyOps: [" + insert(2) + "], prepare: true}"),
            insert(3),
            insert(4),
            session(1, 1, commitAsOf(3)),
            session(2, 2, commitAsOf(4)),
            insert(5));

    assertThat(read(oplog, new PointInTime(3, 1)))
        .extracting(OplogReaderTest::id)
        .containsExactly(3, 1);
    assertThat(read(oplog, new PointInTime(4, 1)))
        .extracting(OplogReaderTest::id)
        .containsExactly(3, 4, 1, 2);
    assertThat(read(oplog, new PointInTime(2, 1))).isEmpty();
  }

  @Test
  void aTransactionThatWasPreparedAfterThePointInTimeDoesNotCount() {
    List<RawDocument> oplog =
        entries(
            insert(3),
            session(1, 0, "{applyOps: [" + insert(1) + "], prepare: true}"),
            session(1, 1, commitAsOf(1)));

    assertThat(read(oplog, new PointInTime(1, 1)))
        .extracting(OplogReaderTest::id)
        .containsExactly(3);
  }

  private static String commitAsOf(int second) {
    return "{commitTransaction: 1, commitTimestamp: {$timestamp: {t: %d, i: 1}}}".formatted(second);
  }

  @Test
  void aWholeDocumentThatIsWrittenWhetherItIsThereOrNotIsAnInsert() {
    List<OplogEntry> all =
        read(
            entries(
                "{op: 'u', ns: 'config.chunks', b: true, o: {_id: 1, shard: 'a'}, o2: {_id: 1}}"),
            END);

    assertThat(all).singleElement().isInstanceOf(DocumentChange.Insert.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{op: 'n', ns: '', o: {msg: 'x'}}",
        "{op: 'i', ns: 'config.image_collection', o: {_id: 1}}",
        "{op: 'd', ns: 'config.system.sessions', o: {_id: 1}}",
        "{op: 'c', ns: 'config.$cmd', o: {somethingNew: 'x'}}",
        "{op: 'u', ns: 'admin.system.keys', o2: {_id: 1}, o: {_id: 1}}",
        "{op: 'c', ns: 'ops.$cmd', o: {dropDatabase: 1}}",
        "{op: 'c', ns: 'ops.$cmd', o: {dbCheck: 'x'}}"
      })
  void whatDoesNotMatterIsLeftOut(String entry) {
    assertThat(read(entries(entry), END)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{op: 'c', ns: 'ops.$cmd', o: {convertToCapped: 'a', size: 4096}}",
        "{op: 'c', ns: 'ops.$cmd', o: {emptycapped: 'a'}}",
        "{op: 'c', ns: 'ops.$cmd', o: {importCollection: 'a'}}",
        "{op: 'xi', ns: 'ops.a', o: {x: 1}}",
        "{op: 'u', ns: 'admin.system.version', o2: {_id: 'featureCompatibilityVersion'}, o: {a: 1}}"
      })
  void whatCannotBeReplayedIsRefusedWithItsPlace(String entry) {
    assertUnsupported("1:1", entry);
  }

  @Test
  void anUnknownCommandIsRefusedByName() {
    assertUnsupported(
        "reshardCollection", "{op: 'c', ns: 'ops.$cmd', o: {reshardCollection: 'a'}}");
  }

  @Test
  void nothingAfterThePointInTimeCounts() {
    assertThat(read(entries(insert(1), insert(2), insert(3)), new PointInTime(2, 1)))
        .extracting(OplogReaderTest::id)
        .containsExactly(1, 2);
  }

  @Test
  void aRenameSaysWhatItDropped() {
    List<OplogEntry> all = read(recorded("rename over"), END);

    assertThat(all.getLast())
        .asInstanceOf(type(StructureChange.Renamed.class))
        .satisfies(
            rename -> {
              assertThat(rename.namespace()).isEqualTo(new Namespace("ops", "e2"));
              assertThat(rename.to()).isEqualTo(new Namespace("ops", "victim"));
              assertThat(rename.dropped()).isEqualTo(all.getFirst().uuid()).isNotNull();
            });
  }

  @Test
  void anIndexBuildIsStartedAndBecomesReady() {
    List<OplogEntry> all = read(recorded("create index on data"), END);

    assertThat(all)
        .hasExactlyElementsOfTypes(
            StructureChange.IndexesStarted.class, StructureChange.IndexesReady.class);
    assertThat(((StructureChange.IndexesReady) all.getLast()).indexes())
        .containsExactly(
            new BsonDocument("v", new BsonInt32(2))
                .append("key", BsonDocument.parse("{m: 1}"))
                .append("name", new BsonString("m_1")));
  }

  private static void assertUnsupported(String message, String entry) {
    assertThatThrownBy(() -> read(entries(entry), END))
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPLOG_UNSUPPORTED))
        .extracting(HoldfastException::message)
        .asString()
        .contains(message);
  }

  /// A transaction's entry as the server writes it, without what nobody reads.
  private static String session(int transaction, int previous, String command) {
    String lsid = "{id: {$binary: {base64: 'AAAAAAAAAAAAAAAAAAAAAQ==', subType: '04'}}}";
    return """
        {lsid: %s, txnNumber: {$numberLong: '%d'}, prevOpTime: {ts: {$timestamp: {t: %d, i: %d}}},
         op: 'c', ns: 'admin.$cmd', o: %s}"""
        .formatted(lsid, transaction, previous, previous, command);
  }

  private static String insert(int id) {
    return "{op: 'i', ns: 'ops.a', o: {_id: " + id + "}}";
  }

  private static int id(OplogEntry entry) {
    return ((DocumentChange) entry).key().view().getInt32("_id").getValue();
  }
}
