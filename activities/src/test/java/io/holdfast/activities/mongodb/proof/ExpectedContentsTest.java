package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectedContentsTest extends ExpectedContentsFixture {
  @Test
  void aCollectionThatNobodyChangedHoldsWhatWasDumped() {
    backup().collection(A, U, List.of(documents("{_id: 1}", "{_id: 2}"))).oplog(List.of());

    assertThat(expected()).containsExactly(contents(A, "{_id: 1}", "{_id: 2}"));
  }

  @Test
  void changesAreFollowedAndTheRestStays() {
    backup()
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
    backup()
        .collection(A, U, List.of(documents("{_id: 1}")))
        .oplog(Oplogs.entries(change("i", "a", U, "{_id: 2}"), change("d", "a", U, "{_id: 1}")));

    assertThat(expectedAt(new PointInTime(1, 1)))
        .containsExactly(contents(A, "{_id: 1}", "{_id: 2}"));
  }

  @Test
  void entriesThatTheDumpHasAlreadyChangeNothing() {
    // The document was dumped after all of this.
    backup()
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
    backup()
        .collection(A, U, List.of(documents("{_id: 2}")))
        .oplog(
            Oplogs.entries(
                update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 1}}"),
                change("d", "a", U, "{_id: 1}")));

    assertThat(expected()).containsExactly(contents(A, "{_id: 2}"));
  }

  @Test
  void aDocumentThatTheDumpShouldHaveIsMissed() {
    backup()
        .collection(A, U, List.of(documents("{_id: 2}")))
        .oplog(Oplogs.entries(update("a", U, "{_id: 1}", "{$v: 1, $set: {a: 1}}")));

    assertThatThrownBy(this::expected)
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OPLOG_UNSUPPORTED))
        .satisfies(e -> assertThat(e.message()).contains("shop.a").contains("1:1"));
  }

  @Test
  void numbersOfAnyTypeAreTheSameKey() {
    backup()
        .collection(A, U, List.of(documents("{_id: {$numberDouble: '1.0'}}", "{_id: 2}")))
        .oplog(
            Oplogs.entries(
                change("d", "a", U, "{_id: {$numberLong: '1'}}"),
                change("d", "a", U, "{_id: {$numberDecimal: '2.00'}}")));

    assertThat(expected()).containsExactly(contents(A));
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
    backup().collection(A, U, List.of(documents(dumped))).oplog(Oplogs.entries(entries));

    assertThat(
            new ExpectedContents(repository().payloads(), 10_000)
                .at(
                    backup().ref(),
                    backup().collections(),
                    backup().oplog(),
                    Oplogs.END,
                    Heartbeat.none()))
        .containsExactly(contents(A, after));
  }

  @Test
  void aDamagedObjectIsRefusedByNameEvenWhenNothingTouchesIt() throws Exception {
    backup().collection(A, U, List.of(documents("{_id: 1}"))).oplog(List.of());
    Path chunk = directory().resolve(backup().ref().prefix() + U + "/0.bson");
    byte[] bytes = java.nio.file.Files.readAllBytes(chunk);
    bytes[bytes.length / 2] ^= 1;
    java.nio.file.Files.write(chunk, bytes);

    assertThatThrownBy(this::expected)
        .asInstanceOf(type(HoldfastException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT))
        .satisfies(e -> assertThat(e.message()).contains(U + "/0.bson"));
  }
}
