package io.holdfast.sandbox.command;

import io.holdfast.sandbox.aggregate.Pipeline;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.FieldPath;
import io.holdfast.sandbox.query.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `find`, `count` and `distinct`, on collections and views.
final class Reads {
  private Reads() {}

  static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    commands.add(
        Command.of(
            "find",
            Command.Access.READ,
            List.of(
                "filter",
                "sort",
                "projection",
                "hint",
                "skip",
                "limit",
                "batchSize",
                "singleBatch",
                "min",
                "max",
                "showRecordId",
                "tailable",
                "awaitData",
                "oplogReplay",
                "noCursorTimeout",
                "allowPartialResults",
                "allowDiskUse",
                "collation"),
            Reads::find));
    commands.add(
        Command.of(
            "count",
            Command.Access.READ,
            List.of("query", "limit", "skip", "hint", "collation"),
            Reads::count));
    commands.add(
        Command.of(
            "distinct",
            Command.Access.READ,
            List.of("key", "query", "collation"),
            Reads::distinct));
    commands.addAll(Aggregations.commands());
    return commands;
  }

  /// The sandbox compares by bytes: a collation in a query is refused.
  static void refuseCollation(Doc command) {
    Doc collation = command.doc("collation");
    if (collation != null && !"simple".equals(collation.string("locale"))) {
      throw ServerError.BAD_VALUE.because("the sandbox does not know collations in queries");
    }
  }

  private static void find(Invocation call, DocBuilder reply) {
    refuseCollation(call.body());
    call.read(
        () -> {
          Targets target = Targets.resolve(call, call.head().value());
          long skip = call.number("skip", 0);
          long limit = Math.abs(call.number("limit", 0));
          DocSource source = source(call, target, skip, limit);
          Cursor.Tailing tailing = tailing(call, target);
          Cursor cursor =
              new Cursor(
                  target.namespace().full(),
                  source,
                  tailing,
                  Targets.check(call, target),
                  call.body().flag("noCursorTimeout"));
          boolean single = call.body().flag("singleBatch") || call.number("limit", 0) < 0;
          Cursors.open(call, cursor, call.number("batchSize", Cursors.FIRST_BATCH), single, reply);
          return true;
        });
  }

  private static DocSource source(Invocation call, Targets target, long skip, long limit) {
    Doc body = call.body();
    Doc filter = call.doc("filter");
    if (target instanceof Targets.View view) {
      return Aggregations.source(call, view, Views.pipeline(body, skip, limit));
    }
    Query query =
        new Query(
            filter,
            body.doc("sort"),
            body.get("hint"),
            body.doc("min"),
            body.doc("max"),
            body.flag("showRecordId"));
    DocSource source = Targets.source(call, target, query, limit > 0 ? limit + skip : 0);
    source = skip > 0 ? source.skip(skip) : source;
    source = limit > 0 ? source.limit(limit) : source;
    Doc projection = body.doc("projection");
    return projection == null || projection.isEmpty()
        ? source
        : source.map(new Projection(projection));
  }

  private static Cursor.Tailing tailing(Invocation call, Targets target) {
    if (!call.body().flag("tailable")) {
      return Cursor.Tailing.NO;
    }
    if (target instanceof Targets.Stored(var collection) && !collection.capped()) {
      throw ServerError.BAD_VALUE.because(
          "error processing query: ns=%s tailable cursor requested on non capped collection"
              .formatted(collection.namespace()));
    }
    if (target instanceof Targets.Missing) {
      return Cursor.Tailing.NO;
    }
    return call.body().flag("awaitData") ? Cursor.Tailing.AWAIT_DATA : Cursor.Tailing.TAILABLE;
  }

  private static DocSource matching(Invocation call) {
    refuseCollation(call.body());
    Targets target = Targets.resolve(call, call.head().value());
    Value asked = call.body().get("query");
    Doc filter = asked != null && asked.isDocument() ? asked.doc() : Doc.EMPTY;
    if (target instanceof Targets.View view) {
      return Aggregations.source(
          call, view, List.of(new DocBuilder().put("$match", filter).build()));
    }
    Query query = new Query(filter, null, call.body().get("hint"), null, null, false);
    return Targets.source(call, target, query, 0);
  }

  private static void count(Invocation call, DocBuilder reply) {
    long count =
        call.read(
            () -> {
              Targets target = Targets.resolve(call, call.head().value());
              boolean all = call.doc("query").isEmpty() && !call.body().has("limit");
              if (all && !call.body().has("skip") && target instanceof Targets.Stored stored) {
                return call.reader(stored.collection()).count();
              }
              DocSource source = matching(call).skip(call.number("skip", 0));
              long limit = Math.abs(call.number("limit", 0));
              return (long) (limit > 0 ? source.limit(limit) : source).drain().size();
            });
    reply.put("n", (int) count);
  }

  private static void distinct(Invocation call, DocBuilder reply) {
    String key = call.body().string("key");
    if (key == null) {
      throw call.missing("key");
    }
    FieldPath path = new FieldPath(key);
    Set<Value> values = new TreeSet<>(ValueOrder.INSTANCE);
    call.read(
        () -> {
          for (Doc document : matching(call).drain()) {
            for (Value value : path.values(document)) {
              values.addAll(value.isArray() ? value.doc().values() : List.of(value));
            }
          }
          return true;
        });
    reply.put("values", List.copyOf(values));
  }

  /// Whether the pipeline's stages are known, found out by building it over nothing.
  static void checkStages(List<Doc> stages) {
    Pipeline.apply(stages, DocSource.of(List.of()));
  }
}
