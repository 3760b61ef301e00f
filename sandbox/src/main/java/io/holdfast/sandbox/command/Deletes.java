package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.List;
import java.util.Objects;

/// `delete`.
final class Deletes {
  private Deletes() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "delete", Command.Access.PRIMARY, List.of("deletes", "ordered"), Deletes::delete));
  }

  private static void delete(Invocation call, DocBuilder reply) {
    List<Doc> statements = call.documents("deletes");
    WriteBatch batch = new WriteBatch(call);
    call.write(
        () -> {
          Retries retries = Retries.of(call);
          batch.run(
              statements,
              (statement, index, counts) -> {
                retries.statement(index);
                boolean done = retries.doneBefore() != null;
                counts.counted(done ? 1 : run(call, retries, statement), 0);
              });
          return true;
        });
    batch.reply(reply, false);
  }

  private static long run(Invocation call, Retries retries, Doc statement) {
    Reads.refuseCollation(statement);
    StoredCollection collection = call.catalog().find(call.namespace());
    if (collection == null) {
      Implicit.refuseView(call, call.namespace());
      return 0;
    }
    Value limit = statement.get("limit");
    if (limit == null || limit.asLong() < 0 || limit.asLong() > 1) {
      throw ServerError.FAILED_TO_PARSE.because(
          "The limit field in delete objects must be 0 or 1. Got " + limit);
    }
    refuseCapped(collection);
    Doc filter = Objects.requireNonNullElse(statement.doc("q"), Doc.EMPTY);
    DocumentWriter writer = call.writer(retries);
    Query query = new Query(filter, null, statement.get("hint"), null, null, false);
    List<StoredDoc> targets = Matches.claim(writer, collection, query, limit.asLong() == 0);
    targets.forEach(target -> writer.delete(collection, target));
    return targets.size();
  }

  static void refuseCapped(StoredCollection collection) {
    if (collection.capped()) {
      throw ServerError.ILLEGAL_OPERATION.because(
          "cannot remove from a capped collection: " + collection.namespace());
    }
  }
}
