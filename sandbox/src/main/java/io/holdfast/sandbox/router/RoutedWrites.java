package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.bson.types.ObjectId;

/// `insert`, `update` and `delete`. A batch on a sharded collection is split as the server's
/// `BatchWriteOp` does: an ordered one into runs for one shard each, in their order, any other one
/// into one part for each shard.
final class RoutedWrites {
  /// Statements that go to the same shards.
  private record Run(List<String> shards, List<Integer> indexes) {}

  private final Servers servers;
  private final Placements placements;

  RoutedWrites(Servers servers, Placements placements) {
    this.servers = servers;
    this.placements = placements;
  }

  Doc insert(Request request) {
    return split(
        request,
        "documents",
        (placed, document) -> List.of(placed.owner(placed.key().of(document))));
  }

  Doc update(Request request) {
    return split(
        request,
        "updates",
        (placed, statement) -> concerned(placed, statement, statement.flag("multi")));
  }

  Doc delete(Request request) {
    return split(
        request,
        "deletes",
        (placed, statement) -> {
          Value limit = statement.get("limit");
          return concerned(placed, statement, limit != null && limit.asLong() == 0);
        });
  }

  /// A change of one document must tell by its key, or its `_id`, which one; an upsert by its key.
  private static List<String> concerned(Placement.Sharded placed, Doc statement, boolean many) {
    Doc filter = Objects.requireNonNullElse(statement.doc("q"), Doc.EMPTY);
    Doc key = placed.key().ofFilter(filter);
    if (key != null) {
      return List.of(placed.owner(key));
    }
    boolean named = ShardKey.equality(filter, "_id") != null;
    if (statement.flag("upsert") || !(many || named)) {
      throw unplaced();
    }
    return placed.shards();
  }

  private static CommandFailure unplaced() {
    return ServerError.SHARD_KEY_NOT_FOUND.because(
        "A single update/delete on a sharded collection must contain an exact match on _id or"
            + " contain the shard key");
  }

  private Doc split(
      Request request, String name, BiFunction<Placement.Sharded, Doc, List<String>> targets) {
    return switch (placements.of(request.namespace())) {
      case Placement.Whole whole -> servers.ask(servers.shard(whole.shard()), request.whole());
      case Placement.Sharded sharded -> {
        List<Doc> statements =
            request.documents(name).stream()
                .map(each -> name.equals("documents") ? keyed(each) : each)
                .toList();
        List<List<String>> targeted =
            statements.stream().map(each -> targets.apply(sharded, each)).toList();
        Value ordered = request.body().get("ordered");
        boolean inOrder = ordered == null || ordered.truthy();
        yield run(request, name, statements, inOrder ? runs(targeted) : parts(targeted), inOrder);
      }
    };
  }

  /// The shard that gets a document must be known before its `_id` is, so the router makes it.
  private static Doc keyed(Doc document) {
    return document.has("_id")
        ? document
        : new DocBuilder(document.size() + 24)
            .put("_id", Values.objectId(new ObjectId().toByteArray()))
            .putAll(document)
            .build();
  }

  private static List<Run> runs(List<List<String>> targeted) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < targeted.size(); i++) {
      boolean goesOn =
          targeted.get(i).size() == 1
              && !runs.isEmpty()
              && runs.getLast().shards().equals(targeted.get(i));
      if (!goesOn) {
        runs.add(new Run(targeted.get(i), new ArrayList<>()));
      }
      runs.getLast().indexes().add(i);
    }
    return runs;
  }

  private static List<Run> parts(List<List<String>> targeted) {
    Map<String, Run> parts = new TreeMap<>();
    for (int i = 0; i < targeted.size(); i++) {
      for (String shard : targeted.get(i)) {
        parts
            .computeIfAbsent(shard, first -> new Run(List.of(first), new ArrayList<>()))
            .indexes()
            .add(i);
      }
    }
    return List.copyOf(parts.values());
  }

  private Doc run(
      Request request, String name, List<Doc> statements, List<Run> runs, boolean inOrder) {
    WriteTally tally = new WriteTally();
    for (Run run : runs) {
      Doc command = part(request, name, statements, run.indexes());
      for (String shard : run.shards()) {
        tally.add(servers.require(servers.shard(shard), command), run.indexes());
      }
      if (inOrder && tally.failed()) {
        break;
      }
    }
    return tally.reply(request.name().equals("update"));
  }

  /// Told which statements of the batch these are, a shard knows those that are asked again.
  private static Doc part(
      Request request, String name, List<Doc> statements, List<Integer> indexes) {
    DocBuilder part =
        request.without(Set.of(name)).putDocs(name, indexes.stream().map(statements::get).toList());
    if (request.body().has("txnNumber")) {
      part.put("stmtIds", indexes.stream().map(Value::of).toList());
    }
    return part.build();
  }
}
