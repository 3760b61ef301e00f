package io.holdfast.activities.mongodb.oplog;

import static io.holdfast.activities.mongodb.oplog.Oplogs.END;
import static io.holdfast.activities.mongodb.oplog.Oplogs.entries;
import static io.holdfast.activities.mongodb.oplog.Oplogs.insert;
import static io.holdfast.activities.mongodb.oplog.Oplogs.read;
import static io.holdfast.activities.mongodb.oplog.Oplogs.recorded;
import static io.holdfast.activities.mongodb.oplog.Oplogs.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.model.PointInTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Transactions and retryable writes in an oplog, as its reader tells of them.
final class OplogTransactionsTest {
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

    assertThat(all).extracting(Oplogs::id).containsExactly(7, 1, 2);
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

    assertThat(all).extracting(Oplogs::id).containsExactly(2);
  }

  @Test
  void bundledWritesOfARetryableCommandAreNoTransaction() {
    String bundle = session(1, 5, "{applyOps: [" + insert(2) + "]}");
    List<OplogEntry> all =
        read(entries(bundle.substring(0, bundle.length() - 1) + ", multiOpType: 1}"), END);

    assertThat(all).extracting(Oplogs::id).containsExactly(2);
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

    assertThat(all).extracting(Oplogs::id).containsExactly(7);
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

    assertThat(read(oplog, new PointInTime(3, 1))).extracting(Oplogs::id).containsExactly(3, 1);
    assertThat(read(oplog, new PointInTime(4, 1)))
        .extracting(Oplogs::id)
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

    assertThat(read(oplog, new PointInTime(1, 1))).extracting(Oplogs::id).containsExactly(3);
  }

  private static String commitAsOf(int second) {
    return "{commitTransaction: 1, commitTimestamp: {$timestamp: {t: %d, i: 1}}}".formatted(second);
  }
}
