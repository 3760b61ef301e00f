package io.holdfast.activities.mongodb.oplog;

import static io.holdfast.activities.mongodb.oplog.Oplogs.END;
import static io.holdfast.activities.mongodb.oplog.Oplogs.entries;
import static io.holdfast.activities.mongodb.oplog.Oplogs.insert;
import static io.holdfast.activities.mongodb.oplog.Oplogs.read;
import static io.holdfast.activities.mongodb.oplog.Oplogs.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

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
        .extracting(Oplogs::id)
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
}
