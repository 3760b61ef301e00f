package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpectedContentsTest {
  private static final Namespace A = new Namespace("shop", "a");
  private static final Namespace B = new Namespace("shop", "b");
  private static final UUID U = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID V = UUID.fromString("00000000-0000-0000-0000-000000000002");

  @TempDir private Path directory;
  private Repository repository;
  private TestBackup backup;

  @BeforeEach
  void open() {
    repository = Repository.open(directory.toUri().toString(), true);
    backup = new TestBackup(repository.payloads());
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void aCollectionThatNobodyChangedHoldsWhatWasDumped() {
    backup.collection(A, U, List.of(documents("{_id: 1}", "{_id: 2}"))).oplog(List.of());

    assertThat(expected()).containsExactly(contents(A, "{_id: 1}", "{_id: 2}"));
  }

  @Test
  void changesAreFollowedAndTheRestStays() {
    backup
        .collection(A, U, List.of(documents("{_id: 1}", "{_id: 2}"), documents("{_id: 3}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 4, x: 1}"),
                change("d", "a", U, "{_id: 1}"),
                update("a", U, "{_id: 3}", "{$v: 1, $set: {x: 2}}")));

    assertThat(expected())
        .containsExactly(contents(A, "{_id: 2}", "{_id: 3, x: 2}", "{_id: 4, x: 1}"));
  }

  @Test
  void nothingAfterThePointInTimeCounts() {
    backup
        .collection(A, U, List.of(documents("{_id: 1}")))
        .oplog(Oplogs.entries(change("i", "a", U, "{_id: 2}"), change("d", "a", U, "{_id: 1}")));

    assertThat(expectedAt(new PointInTime(1, 1)))
        .containsExactly(contents(A, "{_id: 1}", "{_id: 2}"));
  }

  @Test
  void entriesThatTheDumpHasAlreadyChangeNothing() {
    // The document was dumped after all of this.
    backup
        .collection(A, U, List.of(documents("{_id: 1, a: 2, b: {c: 3}}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 1}"),
                update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 1}}"),
                update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 2, 'b.c': 3}}")));

    assertThat(expected()).containsExactly(contents(A, "{_id: 1, a: 2, b: {c: 3}}"));
  }

  @Test
  void aDocumentThatWasGoneBeforeItWasDumpedMayBeUpdatedBefore() {
    backup
        .collection(A, U, List.of(documents("{_id: 2}")))
        .oplog(
            Oplogs.entries(
                update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 1}}"),
                change("d", "a", U, "{_id: 1}")));

    assertThat(expected()).containsExactly(contents(A, "{_id: 2}"));
  }

  @Test
  void aDocumentThatTheDumpShouldHaveIsMissed() {
    backup
        .collection(A, U, List.of(documents("{_id: 2}")))
        .oplog(Oplogs.entries(update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 1}}")));

    assertThatThrownBy(this::expected)
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPLOG_UNSUPPORTED))
        .satisfies(e -> assertThat(e.message()).contains("shop.a").contains("1:1"));
  }

  @Test
  void numbersOfAnyTypeAreTheSameKey() {
    backup
        .collection(A, U, List.of(documents("{_id: {$numberDouble: '1.0'}}", "{_id: 2}")))
        .oplog(
            Oplogs.entries(
                change("d", "a", U, "{_id: {$numberLong: '1'}}"),
                change("d", "a", U, "{_id: {$numberDecimal: '2.00'}}")));

    assertThat(expected()).containsExactly(contents(A));
  }

  @Test
  void aCollectionCreatedAfterTheListHoldsWhatWasWrittenToIt() {
    backup.oplog(
        Oplogs.entries(
            command("shop", V, "{create: 'b', idIndex: " + TestBackup.ID_INDEX.toJson() + "}"),
            change("i", "b", V, "{_id: 1}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}"));
  }

  @Test
  void aDroppedCollectionIsNotExpected() {
    backup
        .collection(A, U, List.of(documents("{_id: 1}")))
        .oplog(Oplogs.entries(change("i", "a", U, "{_id: 2}"), command("shop", U, "{drop: 'a'}")));

    assertThat(expected()).isEmpty();
  }

  @Test
  void aRenamedCollectionIsKnownByItsIdWhateverTheDumpCalledIt() {
    // Listed as `b`, after the rename; the changes before it still say `a`.
    backup
        .collection(B, U, List.of(documents("{_id: 1}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 2}"),
                command("shop", U, "{renameCollection: 'shop.a', to: 'shop.b', stayTemp: false}"),
                change("i", "b", U, "{_id: 3}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}", "{_id: 2}", "{_id: 3}"));
  }

  @Test
  void aRenameOverAnotherCollectionTakesItsPlace() {
    backup
        .collection(A, U, List.of(documents("{_id: 1}")))
        .collection(B, V, List.of(documents("{_id: 7}")))
        .oplog(
            Oplogs.entries(
                command(
                    "shop",
                    U,
                    "{renameCollection: 'shop.a', to: 'shop.b', stayTemp: false, dropTarget: "
                        + binary(V)
                        + "}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}"));
  }

  @Test
  void aCollectionThatWasGoneBeforeTheListIsForgotten() {
    backup.oplog(
        Oplogs.entries(change("i", "old", V, "{_id: 2}"), command("shop", V, "{drop: 'old'}")));

    assertThat(expected()).isEmpty();
  }

  @Test
  void changesOfACollectionThatTheDumpDoesNotHaveAreRefused() {
    backup.oplog(Oplogs.entries(change("i", "old", V, "{_id: 2}")));

    assertThatThrownBy(this::expected).hasMessageContaining("shop.old");
  }

  @Test
  void whatBelongsToTheServerOrIsTemporaryIsNotExpected() {
    backup
        .collection(new Namespace("config", "x"), U, List.of(documents("{_id: 1}")))
        .oplog(
            Oplogs.entries(
                command("shop", V, "{create: 'tmp.agg_out.1', temp: true}"),
                change("i", "tmp.agg_out.1", V, "{_id: 1}")));

    assertThat(expected()).isEmpty();
  }

  @Test
  void manyChangesAreWorkedThroughInShares() {
    String[] dumped = new String[200];
    String[] entries = new String[200];
    String[] after = new String[200];
    for (int i = 0; i < 200; i++) {
      dumped[i] = "{_id: %d, pad: '%s'}".formatted(i, "x".repeat(100));
      entries[i] = update("a", U, "{_id: " + i + "}", "{$v: 1, $set: {x: " + i + "}}");
      after[i] = "{_id: %d, pad: '%s', x: %d}".formatted(i, "x".repeat(100), i);
    }
    backup.collection(A, U, List.of(documents(dumped))).oplog(Oplogs.entries(entries));

    assertThat(
            new ExpectedContents(repository.payloads(), 10_000)
                .at(
                    backup.ref(),
                    backup.collections(),
                    backup.oplog(),
                    Oplogs.END,
                    Heartbeat.none()))
        .containsExactly(contents(A, after));
  }

  @Test
  void aCappedCollectionKeepsItsNewestDocuments() {
    backup
        .collection(
            A,
            U,
            BsonDocument.parse("{capped: true, size: 4096, max: 3}"),
            List.of(TestBackup.ID_INDEX),
            List.of(documents("{_id: 1}", "{_id: 2}", "{_id: 3}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 3}"),
                change("i", "a", U, "{_id: 4}"),
                change("i", "a", U, "{_id: 5}")));

    assertThat(expected()).containsExactly(contents(A, "{_id: 3}", "{_id: 4}", "{_id: 5}"));
  }

  @Test
  void whatACappedCollectionHadForgottenBeforeItWasDumpedStaysForgotten() {
    backup
        .collection(
            A,
            U,
            BsonDocument.parse("{capped: true, size: 4096, max: 3}"),
            List.of(TestBackup.ID_INDEX),
            List.of(documents("{_id: 3}", "{_id: 4}", "{_id: 5}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 1}"),
                change("i", "a", U, "{_id: 2}"),
                change("i", "a", U, "{_id: 3}"),
                change("i", "a", U, "{_id: 4}"),
                change("i", "a", U, "{_id: 5}")));

    assertThat(expected()).containsExactly(contents(A, "{_id: 3}", "{_id: 4}", "{_id: 5}"));
  }

  @Test
  void aCappedCollectionIsBoundedByItsSizeToo() {
    // Each document has 14 bytes.
    backup
        .collection(
            A,
            U,
            BsonDocument.parse("{capped: true, size: 30}"),
            List.of(TestBackup.ID_INDEX),
            List.of(documents("{_id: 1}", "{_id: 2}", "{_id: 3}")))
        .oplog(List.of());

    assertThat(expected()).containsExactly(contents(A, "{_id: 2}", "{_id: 3}"));
  }

  @Test
  void aDamagedObjectIsRefusedByNameEvenWhenNothingTouchesIt() throws Exception {
    backup.collection(A, U, List.of(documents("{_id: 1}"))).oplog(List.of());
    Path chunk = directory.resolve(backup.ref().prefix() + U + "/0.bson");
    byte[] bytes = java.nio.file.Files.readAllBytes(chunk);
    bytes[bytes.length / 2] ^= 1;
    java.nio.file.Files.write(chunk, bytes);

    assertThatThrownBy(this::expected)
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT))
        .satisfies(e -> assertThat(e.message()).contains(U + "/0.bson"));
  }

  private List<ExpectedCollection> expected() {
    return expectedAt(Oplogs.END);
  }

  private List<ExpectedCollection> expectedAt(PointInTime to) {
    return new ExpectedContents(repository.payloads())
        .at(backup.ref(), backup.collections(), backup.oplog(), to, Heartbeat.none());
  }

  private static ExpectedCollection contents(Namespace namespace, String... json) {
    return new ExpectedCollection(namespace, TestBackup.content(documents(json)));
  }

  private static List<RawDocument> documents(String... json) {
    return Arrays.stream(json).map(BsonDocument::parse).map(RawDocument::of).toList();
  }

  private static String change(String op, String collection, UUID uuid, String o) {
    return "{op: '%s', ns: 'shop.%s', ui: %s, o: %s}".formatted(op, collection, binary(uuid), o);
  }

  private static String update(String collection, UUID uuid, String o2, String o) {
    return "{op: 'u', ns: 'shop.%s', ui: %s, o2: %s, o: %s}"
        .formatted(collection, binary(uuid), o2, o);
  }

  private static String command(String database, UUID uuid, String o) {
    return "{op: 'c', ns: '%s.$cmd', ui: %s, o: %s}".formatted(database, binary(uuid), o);
  }

  private static String binary(UUID uuid) {
    return "{$uuid: '%s'}".formatted(uuid);
  }
}
