package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Replacement;
import io.holdfast.sandbox.update.Update;
import io.holdfast.sandbox.update.UpsertBase;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// `update`.
final class Updates {
  private static final Set<String> KNOWN = Set.of("q", "u", "multi", "upsert", "hint", "collation");

  private Updates() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "update",
            Command.Access.PRIMARY,
            List.of("updates", "ordered", "bypassDocumentValidation"),
            Updates::update));
  }

  private static void update(Invocation call, DocBuilder reply) {
    List<Doc> statements = call.documents("updates");
    WriteBatch batch = new WriteBatch(call);
    call.write(
        () -> {
          Retries retries = Retries.of(call);
          batch.run(
              statements,
              (statement, index, counts) -> {
                retries.statement(index);
                Doc done = retries.doneBefore();
                if (done == null) {
                  run(call, retries, statement, index, counts);
                } else {
                  recall(done, index, counts);
                }
              });
          return true;
        });
    batch.reply(reply, true);
  }

  /// What a statement that was done before did, as its oplog entry tells.
  private static void recall(Doc entry, int index, WriteBatch counts) {
    if ("i".equals(entry.string("op"))) {
      Doc inserted = Objects.requireNonNull(entry.doc("o"), "o");
      counts.upserted(index, Objects.requireNonNull(inserted.get("_id"), "_id"));
    } else {
      counts.counted(1, 1);
    }
  }

  private static void run(
      Invocation call, Retries retries, Doc statement, int index, WriteBatch counts) {
    checkFields(statement);
    Doc filter = Objects.requireNonNullElse(statement.doc("q"), Doc.EMPTY);
    Value change = statement.get("u");
    if (change == null) {
      throw ServerError.LOCATION40414.because(
          "BSON field 'update.updates.u' is missing but a required field");
    }
    Update update = Update.parse(change);
    boolean many = statement.flag("multi");
    if (many && update instanceof Replacement) {
      throw ServerError.FAILED_TO_PARSE.because(
          "multi update is not supported for replacement-style update");
    }
    boolean upsert = statement.flag("upsert");
    StoredCollection existing = call.catalog().find(call.namespace());
    if (existing == null && !upsert) {
      Implicit.refuseView(call, call.namespace());
      return;
    }
    StoredCollection collection = counts.collection();
    DocumentWriter writer = call.writer(retries);
    Query query = new Query(filter, null, statement.get("hint"), null, null, false);
    List<StoredDoc> targets = Matches.claim(writer, collection, query, many);
    if (targets.isEmpty() && upsert) {
      counts.upserted(index, insert(writer, collection, filter, update));
    }
    for (StoredDoc target : targets) {
      counts.counted(1, apply(writer, collection, target, update) ? 1 : 0);
    }
  }

  private static void checkFields(Doc statement) {
    for (Field field : statement) {
      if (!KNOWN.contains(field.name())) {
        throw ServerError.LOCATION40415.because(
            "BSON field 'update.updates." + field.name() + "' is an unknown field.");
      }
    }
    Reads.refuseCollation(statement);
  }

  /// Changes one document; false when it already is as it should be.
  static boolean apply(
      DocumentWriter writer, StoredCollection collection, StoredDoc target, Update update) {
    Update.Result result = update.apply(target.doc());
    if (result.logged() == null) {
      return false;
    }
    if (result.document().size() > Incoming.MAX_BYTES) {
      throw ServerError.LOCATION17419.because(
          "Resulting document after update is larger than " + Incoming.MAX_BYTES);
    }
    writer.update(collection, target, result);
    return true;
  }

  /// Inserts what an upsert makes; answers its `_id`.
  static Value insert(
      DocumentWriter writer, StoredCollection collection, Doc filter, Update update) {
    Doc document = Incoming.complete(update.insertion(UpsertBase.of(filter)));
    Inserts.insert(writer, collection, document);
    return Objects.requireNonNull(document.get("_id"), "_id");
  }
}
