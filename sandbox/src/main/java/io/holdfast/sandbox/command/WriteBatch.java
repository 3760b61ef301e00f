package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.StatusReport;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;

/// The statements of a write command, one after the other: counts what they did and gathers their
/// errors, ending at the first one unless the command says `ordered: false`.
final class WriteBatch {
  private static final int MAX_STATEMENTS = 100_000;

  private final Invocation call;
  private final List<Doc> errors = new ArrayList<>();
  private long n;
  private long modified;
  private final List<Doc> upserted = new ArrayList<>();

  WriteBatch(Invocation call) {
    this.call = call;
  }

  /// What one statement does.
  @FunctionalInterface
  interface Work {
    void run(Doc statement, int index, WriteBatch batch);
  }

  /// Runs every statement inside the store's lock.
  void run(List<Doc> statements, Work work) {
    if (statements.isEmpty() || statements.size() > MAX_STATEMENTS) {
      throw ServerError.INVALID_LENGTH.because(
          "Write batch sizes must be between 1 and 100000. Got "
              + statements.size()
              + " operations.");
    }
    Value ordered = call.body().get("ordered");
    boolean goOn = ordered != null && !ordered.truthy();
    for (int i = 0; i < statements.size() && (errors.isEmpty() || goOn); i++) {
      try {
        work.run(statements.get(i), i, this);
      } catch (CommandFailure failure) {
        if (failure.error() == ServerError.WRITE_CONFLICT) {
          throw failure;
        }
        errors.add(Failures.writeError(i, failure));
        if (call.inTransaction()) {
          call.session().abort();
          return;
        }
      }
    }
  }

  void counted(long matched, long changed) {
    n += matched;
    modified += changed;
  }

  void upserted(int index, Value key) {
    n++;
    upserted.add(new DocBuilder().put("index", index).put("_id", key).build());
  }

  /// The collection that is written to, made if it is not there.
  StoredCollection collection() {
    return Implicit.collection(call, call.namespace());
  }

  /// Writes the counts and errors, and where the write came to stand.
  void reply(DocBuilder reply, boolean updates) {
    reply.put("n", (int) n);
    if (updates) {
      if (!upserted.isEmpty()) {
        reply.putDocs("upserted", upserted);
      }
      reply.put("nModified", (int) modified);
    }
    if (!errors.isEmpty()) {
      reply.putDocs("writeErrors", errors);
    }
    ReplicaSet set = call.member().set();
    if (set != null && !call.inTransaction()) {
      reply
          .put("opTime", call.member().applied().toDoc())
          .put("electionId", Values.objectId(StatusReport.electionId(set).toByteArray()));
    }
  }
}
