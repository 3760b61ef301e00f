package io.holdfast.sandbox.session;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A logical session on one member: its newest transaction number, what was written under it, and
/// the transaction if there is one. To be used inside the store's write lock.
public final class Session {
  private final Doc lsid;
  private long txnNumber = -1;
  private long[] written = {};
  private OpTime lastWrite = OpTime.NONE;
  private long lastWriteMillis;
  private boolean committed;
  private @Nullable Transaction transaction;

  Session(Doc lsid) {
    this.lsid = lsid;
  }

  /// `{id, uid}`, as the oplog writes it.
  public Doc lsid() {
    return lsid;
  }

  /// Makes `number` the current one; an older one is refused.
  public void advance(long number) {
    if (number < txnNumber) {
      throw ServerError.TRANSACTION_TOO_OLD.because(
          "Cannot start transaction %d on session %s because a newer transaction %d has already"
                  .formatted(number, lsid, txnNumber)
              + " started.");
    }
    if (number > txnNumber) {
      if (transaction != null) {
        transaction.abort();
      }
      transaction = null;
      committed = false;
      txnNumber = number;
      written = new long[0];
      lastWrite = OpTime.NONE;
    }
  }

  public long txnNumber() {
    return txnNumber;
  }

  /// Timestamp of the entry that the statement left under the current number; 0 if it has none.
  public long written(int stmtId) {
    return stmtId < written.length ? written[stmtId] : 0;
  }

  /// Notes that an entry was written under the current number.
  public void wrote(@Nullable Integer stmtId, OpTime place, long wallMillis) {
    if (stmtId != null) {
      if (stmtId >= written.length) {
        written = Arrays.copyOf(written, Math.max(8, Math.max(stmtId + 1, written.length * 2)));
      }
      written[stmtId] = place.ts();
    }
    lastWrite = place;
    lastWriteMillis = wallMillis;
  }

  /// The statement for the next entry.
  public Statement statement(@Nullable Integer stmtId, Statement.@Nullable Image image) {
    return new Statement(lsid, txnNumber, stmtId, lastWrite, image);
  }

  public @Nullable Transaction transaction() {
    return transaction;
  }

  public void open(Transaction opened) {
    transaction = opened;
  }

  /// The open transaction of that number, or NoSuchTransaction.
  public Transaction requireTransaction(long number) {
    Transaction open = transaction;
    if (open == null || number != txnNumber || !open.isOpen()) {
      throw noSuchTransaction(number);
    }
    return open;
  }

  /// The refusal that makes a driver start its transaction anew.
  public static CommandFailure noSuchTransaction(long number) {
    return ServerError.NO_SUCH_TRANSACTION
        .because(
            "Given transaction number " + number + " does not match any in-progress transactions.")
        .labelled("TransientTransactionError");
  }

  /// Whether the transaction of that number was committed.
  public boolean committed(long number) {
    return committed && number == txnNumber;
  }

  public void markCommitted() {
    committed = true;
    transaction = null;
  }

  /// Ends the open transaction without its changes.
  public void abort() {
    if (transaction != null) {
      transaction.abort();
    }
    transaction = null;
  }

  /// The session as a document of `config.transactions`; null when it wrote nothing.
  @Nullable Doc toRow() {
    if (lastWrite.equals(OpTime.NONE)) {
      return null;
    }
    DocBuilder row =
        new DocBuilder()
            .put("_id", lsid)
            .put("txnNum", txnNumber)
            .put("lastWriteOpTime", lastWrite.toDoc())
            .putDate("lastWriteDate", lastWriteMillis);
    if (committed) {
      row.put("state", "committed");
    }
    return row.build();
  }
}
