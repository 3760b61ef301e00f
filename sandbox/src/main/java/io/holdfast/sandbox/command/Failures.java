package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Replies of commands that refuse, with the labels by which drivers know what to try again.
final class Failures {
  private static final Set<ServerError> STATE_CHANGES =
      EnumSet.of(
          ServerError.PRIMARY_STEPPED_DOWN,
          ServerError.NOT_WRITABLE_PRIMARY,
          ServerError.NOT_PRIMARY_NO_SECONDARY_OK,
          ServerError.NOT_PRIMARY_OR_SECONDARY,
          ServerError.INTERRUPTED_DUE_TO_REPL_STATE_CHANGE,
          ServerError.INTERRUPTED_AT_SHUTDOWN);

  private Failures() {}

  static DocBuilder reply(Invocation call, CommandFailure failure) {
    DocBuilder reply = new DocBuilder().put("ok", 0.0).put("errmsg", failure.text());
    if (failure.error() != ServerError.UNNAMED) {
      reply.put("code", failure.error().code()).put("codeName", failure.error().codeName());
    }
    var _ = reply.putAll(failure.details());
    List<String> labels = labels(call, failure);
    if (!labels.isEmpty()) {
      reply.putStrings("errorLabels", labels);
    }
    return reply;
  }

  private static List<String> labels(Invocation call, CommandFailure failure) {
    List<String> labels = new ArrayList<>(failure.labels());
    if (STATE_CHANGES.contains(failure.error()) && call.txnNumber() != null) {
      boolean ending = Transactions.ends(call);
      labels.add(
          call.inTransaction() && !ending ? "TransientTransactionError" : "RetryableWriteError");
    }
    return labels;
  }

  /// An element of a reply's `writeErrors`.
  static Doc writeError(int index, CommandFailure failure) {
    return new DocBuilder()
        .put("index", index)
        .put("code", failure.error().code())
        .putAll(failure.details())
        .put("errmsg", failure.text())
        .build();
  }
}
