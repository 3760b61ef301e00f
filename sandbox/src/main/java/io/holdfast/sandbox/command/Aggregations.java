package io.holdfast.sandbox.command;

import io.holdfast.sandbox.aggregate.Pipeline;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import java.util.ArrayList;
import java.util.List;

/// `aggregate`: a source, which is a collection, a view or one of the stages that begin a pipeline,
/// and the stages behind it.
final class Aggregations {
  private Aggregations() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "aggregate",
            Command.Access.READ,
            List.of(
                "pipeline",
                "cursor",
                "allowDiskUse",
                "hint",
                "collation",
                "bypassDocumentValidation"),
            Aggregations::aggregate));
  }

  private static void aggregate(Invocation call, DocBuilder reply) {
    Reads.refuseCollation(call.body());
    Value stages = call.body().get("pipeline");
    Doc options = call.body().doc("cursor");
    if (stages == null || !stages.isArray() || options == null) {
      throw ServerError.FAILED_TO_PARSE.because(
          "The 'pipeline' option must be an array, and the 'cursor' option is required");
    }
    List<Doc> pipeline = stages.doc().values().stream().map(Value::doc).toList();
    Value size = options.get("batchSize");
    long batch = size == null ? Cursors.FIRST_BATCH : size.asLong();
    Field first = pipeline.isEmpty() ? null : pipeline.getFirst().first();
    Cursor waited =
        first != null && BackupStages.isExtension(first)
            ? BackupStages.extend(call, first, wholeDatabase(call))
            : null;
    call.read(
        () -> {
          Cursor cursor =
              waited != null
                  ? waited
                  : call.head().value().isString()
                      ? onCollection(call, pipeline)
                      : onDatabase(call, pipeline);
          Cursors.open(call, cursor, batch, false, reply);
          return true;
        });
  }

  private static Cursor onCollection(Invocation call, List<Doc> pipeline) {
    Targets target = Targets.resolve(call, call.head().value());
    Field first = pipeline.isEmpty() ? null : pipeline.getFirst().first();
    DocSource source;
    if (first != null && first.name().equals("$collStats")) {
      Doc statistics = Statistics.collStatsStage(call, target, first.value().doc());
      source =
          Pipeline.apply(pipeline.subList(1, pipeline.size()), DocSource.of(List.of(statistics)));
    } else {
      source = source(call, target, pipeline);
    }
    return new Cursor(
        target.namespace().full(), source, Cursor.Tailing.NO, Targets.check(call, target), false);
  }

  private static Cursor onDatabase(Invocation call, List<Doc> pipeline) {
    Field first = pipeline.isEmpty() ? null : pipeline.getFirst().first();
    if (first != null && BackupStages.isOpening(first)) {
      return BackupStages.open(call, first, wholeDatabase(call));
    }
    if (first == null || !first.name().equals("$currentOp")) {
      throw ServerError.INVALID_NAMESPACE.because(
          "{aggregate: 1} is not valid for '"
              + (first == null ? "an empty pipeline" : first.name())
              + "'; a collection is required.");
    }
    List<Doc> lines = new ArrayList<>(List.of(ServerInfo.ownOp(call)));
    if (first.value().isDocument() && first.value().doc().flag("idleCursors")) {
      lines.addAll(BackupStages.idleCursors(call));
    }
    DocSource source = Pipeline.apply(pipeline.subList(1, pipeline.size()), DocSource.of(lines));
    return new Cursor(wholeDatabase(call), source, Cursor.Tailing.NO, () -> {}, false);
  }

  private static String wholeDatabase(Invocation call) {
    return new Namespace(call.db(), "$cmd.aggregate").full();
  }

  /// The documents that come out of the pipeline over a target. A leading `$match` chooses the way
  /// through the collection.
  static DocSource source(Invocation call, Targets target, List<Doc> pipeline) {
    if (target instanceof Targets.View(Namespace name, Namespace base, List<Doc> own)) {
      Targets below = Targets.named(call.catalog(), base);
      return Pipeline.apply(pipeline, source(call, below, own));
    }
    Field first = pipeline.isEmpty() ? null : pipeline.getFirst().first();
    Doc filter = first != null && first.name().equals("$match") ? first.value().doc() : Doc.EMPTY;
    Query query = new Query(filter, null, call.body().get("hint"), null, null, false);
    DocSource source = Targets.source(call, target, query, 0);
    boolean used = !filter.isEmpty();
    return Pipeline.apply(used ? pipeline.subList(1, pipeline.size()) : pipeline, source);
  }
}
