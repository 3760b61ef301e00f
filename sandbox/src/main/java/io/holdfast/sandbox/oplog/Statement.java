package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import org.jspecify.annotations.Nullable;

/// Who made an oplog entry, for retryable writes and transactions: session, transaction number,
/// statement, the place of the transaction's entry before, and of the pre- or post-image that a
/// `findAndModify` left.
///
/// @param lsid session id with the user's digest: `{id, uid}`
/// @param stmtId number of the statement; null in a transaction's entries
public record Statement(
    Doc lsid, long txnNumber, @Nullable Integer stmtId, OpTime previous, @Nullable Image image) {

  /// A document kept so that a retried `findAndModify` can answer it.
  public record Image(String field, OpTime place) {}

  DocBuilder writeHead(DocBuilder entry) {
    return entry.put("lsid", lsid).put("txnNumber", txnNumber);
  }

  DocBuilder writeImage(DocBuilder entry) {
    return image == null ? entry : entry.put(image.field(), image.place().toDoc());
  }

  DocBuilder writeTail(DocBuilder entry) {
    if (stmtId != null) {
      entry.put("stmtId", stmtId);
    }
    return entry.put("prevOpTime", previous.toDoc());
  }
}
