package io.holdfast.sandbox.router;

import io.holdfast.sandbox.aggregate.Pipeline;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.Projection;
import io.holdfast.sandbox.query.SortOrder;
import io.holdfast.sandbox.storage.Namespace;
import java.util.List;
import java.util.Set;

/// `find`, `aggregate` and `count`. What one shard can answer is passed on as it is; else the
/// shards give what matches, and the rest is done here.
final class RoutedReads {
  /// What of a `find` is done here.
  private static final Set<String> DONE_HERE =
      Set.of("sort", "skip", "limit", "projection", "batchSize", "singleBatch", "tailable");

  /// Stages of which each shard answers for itself, when they come first.
  private static final Set<String> FOR_SHARDS = Set.of("$match", "$collStats", "$indexStats");

  private final Servers servers;
  private final Placements placements;
  private final RemoteCursors cursors;

  RoutedReads(Servers servers, Placements placements, RemoteCursors cursors) {
    this.servers = servers;
    this.placements = placements;
    this.cursors = cursors;
  }

  Doc find(Request request) {
    List<RemoteSet> sets = sets(request, request.doc("filter"));
    if (sets.size() == 1) {
      return cursors.pass(sets.getFirst(), request.whole());
    }
    if (request.body().flag("tailable")) {
      throw ServerError.BAD_VALUE.because("a sharded collection is not capped");
    }
    Namespace namespace = request.namespace();
    DocSource source =
        new ShardSource(servers, sets, request.without(DONE_HERE).build(), namespace.collection());
    Doc sort = request.doc("sort");
    long limit = Math.abs(request.number("limit", 0));
    source = sort.isEmpty() ? source : source.sort(new SortOrder(sort), 0);
    source = source.skip(request.number("skip", 0));
    source = limit > 0 ? source.limit(limit) : source;
    Doc projection = request.doc("projection");
    source = projection.isEmpty() ? source : source.map(new Projection(projection));
    boolean single = request.body().flag("singleBatch") || request.number("limit", 0) < 0;
    return cursors.open(cursor(namespace, source), request, single);
  }

  private static Cursor cursor(Namespace namespace, DocSource source) {
    return new Cursor(namespace.full(), source, Cursor.Tailing.NO, () -> {}, false);
  }

  /// The servers that may have documents that match.
  private List<RemoteSet> sets(Request request, Doc filter) {
    List<String> shards =
        switch (placements.of(request.namespace())) {
          case Placement.Whole whole -> whole.shards();
          case Placement.Sharded sharded -> {
            Doc key = sharded.key().ofFilter(filter);
            yield key == null ? sharded.shards() : List.of(sharded.owner(key));
          }
        };
    return shards.stream().map(servers::shard).toList();
  }

  Doc aggregate(Request request) {
    List<Doc> stages = request.documents("pipeline");
    Field first = stages.isEmpty() ? null : stages.getFirst().first();
    if (!request.head().value().isString()) {
      throw ServerError.LOCATION40324.because(
          "Unrecognized pipeline stage name: '%s'".formatted(first == null ? "" : first.name()));
    }
    Doc filter = first != null && first.name().equals("$match") ? first.value().doc() : Doc.EMPTY;
    List<RemoteSet> sets = sets(request, filter);
    if (sets.size() == 1) {
      return cursors.pass(sets.getFirst(), request.whole());
    }
    int sent = first != null && FOR_SHARDS.contains(first.name()) ? 1 : 0;
    Doc command =
        request
            .without(Set.of("pipeline", "cursor"))
            .putDocs("pipeline", stages.subList(0, sent))
            .put("cursor", Doc.EMPTY)
            .build();
    Namespace namespace = request.namespace();
    DocSource source = new ShardSource(servers, sets, command, namespace.collection());
    source = Pipeline.apply(stages.subList(sent, stages.size()), source);
    return cursors.open(cursor(namespace, source), request, false);
  }

  Doc count(Request request) {
    List<RemoteSet> sets = sets(request, request.doc("query"));
    if (sets.size() == 1) {
      return servers.ask(sets.getFirst(), request.whole());
    }
    Doc command = request.without(Set.of("skip", "limit")).build();
    long count = 0;
    for (RemoteSet set : sets) {
      Value n = servers.require(set, command).get("n");
      count += n == null ? 0 : n.asLong();
    }
    long limit = Math.abs(request.number("limit", 0));
    count = Math.max(0, count - request.number("skip", 0));
    return new DocBuilder()
        .put("n", (int) (limit > 0 ? Math.min(limit, count) : count))
        .put("ok", 1.0)
        .build();
  }
}
