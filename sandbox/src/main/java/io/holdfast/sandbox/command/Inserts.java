package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.Objects;

/// `insert`.
final class Inserts {
  private Inserts() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "insert",
            Command.Access.PRIMARY,
            List.of("documents", "ordered", "bypassDocumentValidation"),
            Inserts::insert));
  }

  private static void insert(Invocation call, DocBuilder reply) {
    List<Doc> documents = call.documents("documents");
    WriteBatch batch = new WriteBatch(call);
    call.write(
        () -> {
          StoredCollection collection = batch.collection();
          Retries retries = Retries.of(call);
          DocumentWriter writer = call.writer(retries);
          batch.run(
              documents,
              (document, index, counts) -> {
                retries.statement(index);
                if (retries.doneBefore() == null) {
                  insert(writer, collection, document);
                }
                counts.counted(1, 0);
              });
          return true;
        });
    batch.reply(reply, false);
  }

  /// Inserts a document as the server would: with an `_id`, and that first.
  static void insert(DocumentWriter writer, StoredCollection collection, Doc given) {
    Doc document = Incoming.complete(given);
    TimeSeries.check(collection, document);
    Value key = Objects.requireNonNull(document.get("_id"), "an incoming document has _id");
    writer.claim(collection, List.of(key));
    writer.insert(collection, document);
  }
}
