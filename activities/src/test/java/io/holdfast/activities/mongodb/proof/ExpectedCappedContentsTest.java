package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/// What is expected of capped collections, which forget their oldest documents by themselves.
final class ExpectedCappedContentsTest extends ExpectedContentsFixture {
  @Test
  void aCappedCollectionKeepsItsNewestDocuments() {
    backup()
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
    backup()
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
    backup()
        .collection(
            A,
            U,
            BsonDocument.parse("{capped: true, size: 30}"),
            List.of(TestBackup.ID_INDEX),
            List.of(documents("{_id: 1}", "{_id: 2}", "{_id: 3}")))
        .oplog(List.of());

    assertThat(expected()).containsExactly(contents(A, "{_id: 2}", "{_id: 3}"));
  }
}
