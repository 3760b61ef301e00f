package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.DocumentWriter;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.oplog.Statement;
import io.holdfast.sandbox.query.Projection;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `findAndModify`: changes one document and answers it as it was before or is after.
final class FindAndModify {
  private static final List<String> FIELDS =
      List.of(
          "query",
          "sort",
          "remove",
          "update",
          "new",
          "fields",
          "upsert",
          "bypassDocumentValidation",
          "hint",
          "collation");

  private FindAndModify() {}

  /// What was done, for the reply.
  ///
  /// @param value the document to answer
  /// @param upserted the `_id` of an inserted document
  private record Outcome(@Nullable Doc value, boolean existing, @Nullable Value upserted) {
    static final Outcome NOTHING = new Outcome(null, false, null);

    int n() {
      return existing || upserted != null ? 1 : 0;
    }
  }

  static List<Command> commands() {
    return List.of(
        Command.of("findAndModify", Command.Access.PRIMARY, FIELDS, FindAndModify::run),
        Command.of("findandmodify", Command.Access.PRIMARY, FIELDS, FindAndModify::run));
  }

  private static void run(Invocation call, DocBuilder reply) {
    Reads.refuseCollation(call.body());
    boolean remove = call.body().flag("remove");
    if (remove == call.body().has("update")) {
      throw ServerError.FAILED_TO_PARSE.because(
          "Either an update or remove=true must be specified, and not both");
    }
    Outcome outcome =
        call.write(
            () -> {
              Retries retries = Retries.of(call);
              retries.statement(0);
              Doc done = retries.doneBefore();
              return done == null ? modify(call, retries, remove) : recall(call, done);
            });
    DocBuilder last = new DocBuilder().put("n", outcome.n());
    if (!remove) {
      last.put("updatedExisting", outcome.existing());
    }
    last.putIfPresent("upserted", outcome.upserted());
    reply.put("lastErrorObject", last.build());
    Doc value = outcome.value();
    Doc fields = call.body().doc("fields");
    if (value != null && fields != null && !fields.isEmpty()) {
      value = new Projection(fields).apply(value);
    }
    reply.put("value", value == null ? Value.NULL : value.asValue());
  }

  private static Outcome modify(Invocation call, Retries retries, boolean remove) {
    boolean upsert = call.body().flag("upsert");
    StoredCollection existing = call.catalog().find(call.namespace());
    if (existing == null && !upsert) {
      return Outcome.NOTHING;
    }
    StoredCollection collection = Implicit.collection(call, call.namespace());
    DocumentWriter writer = call.writer(retries);
    Doc filter = call.doc("query");
    Query query =
        new Query(filter, call.body().doc("sort"), call.body().get("hint"), null, null, false);
    List<StoredDoc> targets = Matches.claim(writer, collection, query, false);
    if (targets.isEmpty()) {
      return upsert && !remove ? insert(call, writer, collection, filter) : Outcome.NOTHING;
    }
    StoredDoc target = targets.getFirst();
    Doc before = target.doc();
    if (remove) {
      Deletes.refuseCapped(collection);
      keepImage(call, retries, collection, "preImageOpTime", before);
      writer.delete(collection, target);
      return new Outcome(before, true, null);
    }
    Update update = Update.parse(Objects.requireNonNull(call.body().get("update")));
    boolean after = call.body().flag("new");
    Doc changed = update.apply(before).document();
    if (!changed.equals(before)) {
      keepImage(
          call,
          retries,
          collection,
          after ? "postImageOpTime" : "preImageOpTime",
          after ? changed : before);
      Updates.apply(writer, collection, target, update);
    }
    return new Outcome(after ? changed : before, true, null);
  }

  private static Outcome insert(
      Invocation call, DocumentWriter writer, StoredCollection collection, Doc filter) {
    Update update = Update.parse(Objects.requireNonNull(call.body().get("update")));
    Value key = Updates.insert(writer, collection, filter, update);
    StoredDoc inserted = writer.reader(collection).byKey(key);
    Doc value = call.body().flag("new") && inserted != null ? inserted.doc() : null;
    return new Outcome(value, false, key);
  }

  /// Leaves the image in the oplog as a no-op, for a retry to find.
  private static void keepImage(
      Invocation call, Retries retries, StoredCollection collection, String field, Doc image) {
    Oplog oplog = call.member().oplog();
    if (!retries.active() || oplog == null) {
      return;
    }
    Operation noop =
        new Operation("n", collection.namespace().full(), collection.uuid(), image, null);
    OpTime place = oplog.append(noop, retries.current()).place();
    retries.image(new Statement.Image(field, place));
  }

  private static Outcome recall(Invocation call, Doc entry) {
    if ("i".equals(entry.string("op"))) {
      Doc o = Objects.requireNonNull(entry.doc("o"), "o");
      return new Outcome(call.body().flag("new") ? o : null, false, o.get("_id"));
    }
    Doc place = entry.doc("preImageOpTime");
    place = place == null ? entry.doc("postImageOpTime") : place;
    Oplog oplog = Objects.requireNonNull(call.member().oplog(), "a retry is known from an oplog");
    Doc image = place == null ? null : oplog.at(OpTime.parse(place).ts());
    return new Outcome(image == null ? null : image.doc("o"), true, null);
  }
}
