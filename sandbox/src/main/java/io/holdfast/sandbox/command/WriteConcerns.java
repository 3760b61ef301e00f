package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.ReplicaSet;
import java.time.Duration;

/// Waits until as many members have a write as its write concern asks for.
final class WriteConcerns {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private WriteConcerns() {}

  static void await(Invocation call, DocBuilder reply) {
    ReplicaSet set = call.member().set();
    Doc asked = call.body().doc("writeConcern");
    Doc concern = asked == null || !asked.has("w") ? DefaultConcerns.find(call) : asked;
    Value w = concern == null ? null : concern.get("w");
    if (set == null || concern == null || w == null || call.db().equals("local")) {
      return;
    }
    int count = count(w, set);
    if (count <= 1) {
      return;
    }
    long timeout = number(concern, "wtimeout");
    Duration patience = timeout > 0 ? Duration.ofMillis(timeout) : FOR_EVER;
    if (count > set.members().size()) {
      error(reply, ServerError.CANNOT_SATISFY_WRITE_CONCERN, "Not enough data-bearing nodes");
    } else if (!set.progress().awaitWritten(call.member(), count, patience)) {
      error(reply, ServerError.WRITE_CONCERN_FAILED, "waiting for replication timed out");
    }
  }

  private static long number(Doc concern, String name) {
    Value value = concern.get(name);
    return value == null ? 0 : value.asLong();
  }

  private static int count(Value w, ReplicaSet set) {
    if (w.isNumber()) {
      return (int) w.asLong();
    }
    if (w.isString() && w.string().equals("majority")) {
      return set.majority();
    }
    throw ServerError.UNKNOWN_REPL_WRITE_CONCERN.because(
        "No write concern mode named '" + w + "' found in replica set configuration");
  }

  private static void error(DocBuilder reply, ServerError error, String message) {
    reply.put(
        "writeConcernError",
        new DocBuilder()
            .put("code", error.code())
            .put("codeName", error.codeName())
            .put("errmsg", message)
            .put("errInfo", new DocBuilder().put("wtimeout", true).build())
            .build());
  }
}
