package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `collStats`, `dataSize`, `dbStats` and the stage `$collStats`. Counts and sizes are true; what a
/// disk would say is made up from them in whole pages.
final class Statistics {
  private static final int PAGE = 4096;

  private Statistics() {}

  static List<Command> commands() {
    return List.of(
        Command.of("collStats", Command.Access.READ, List.of("scale"), Statistics::collStats),
        Command.of("collstats", Command.Access.READ, List.of("scale"), Statistics::collStats),
        Command.of("dataSize", Command.Access.READ, List.of("estimate"), Statistics::dataSize),
        Command.of(
            "dbStats",
            Command.Access.ANYWHERE,
            List.of("scale", "freeStorage"),
            Statistics::dbStats),
        Command.of("dbstats", Command.Access.ANYWHERE, List.of("scale"), Statistics::dbStats));
  }

  static long onDisk(long bytes) {
    return (bytes + PAGE) / PAGE * PAGE;
  }

  private static void collStats(Invocation call, DocBuilder reply) {
    Namespace namespace = call.namespace();
    call.read(
        () -> {
          Implicit.refuseView(call, namespace);
          reply.put("ns", namespace.full());
          StoredCollection collection = call.catalog().find(namespace);
          reply.putAll(storage(collection));
          return true;
        });
  }

  /// Of a whole collection, which is named in full.
  private static void dataSize(Invocation call, DocBuilder reply) {
    Namespace namespace = Namespace.parse(call.head().value().string());
    call.read(
        () -> {
          Implicit.refuseView(call, namespace);
          StoredCollection collection = call.catalog().find(namespace);
          reply
              .put("size", collection == null ? 0L : collection.bytes())
              .put("numObjects", collection == null ? 0L : collection.count())
              .put("millis", 0);
          return true;
        });
  }

  private static Doc storage(@Nullable StoredCollection collection) {
    if (collection == null) {
      return new DocBuilder()
          .put("size", 0)
          .put("count", 0)
          .put("storageSize", 0)
          .put("nindexes", 0)
          .put("totalIndexSize", 0)
          .put("totalSize", 0)
          .put("indexDetails", Doc.EMPTY)
          .put("indexSizes", Doc.EMPTY)
          .put("scaleFactor", 1)
          .build();
    }
    long count = collection.count();
    DocBuilder sizes = new DocBuilder();
    for (IndexDefinition index : collection.indexes()) {
      sizes.put(index.name(), (int) indexSize(collection));
    }
    long indexSize = indexSize(collection) * collection.indexes().size();
    long stored = onDisk(collection.bytes());
    DocBuilder result =
        new DocBuilder().put("size", whole(collection.bytes())).put("count", whole(count));
    if (count > 0) {
      result.put("avgObjSize", (int) (collection.bytes() / count));
    }
    result.put("storageSize", whole(stored)).put("capped", collection.capped());
    limits(collection.options(), result);
    return result
        .put("nindexes", collection.indexes().size())
        .put("indexBuilds", List.of())
        .put("totalIndexSize", whole(indexSize))
        .put("totalSize", whole(stored + indexSize))
        .put("indexSizes", sizes.build())
        .put("scaleFactor", 1)
        .build();
  }

  private static void limits(Doc options, DocBuilder result) {
    result.putIfPresent("max", options.get("max")).putIfPresent("maxSize", options.get("size"));
  }

  private static long indexSize(StoredCollection collection) {
    return onDisk(collection.count() * 24);
  }

  private static Value whole(long number) {
    return number == (int) number ? Value.of((int) number) : Value.of(number);
  }

  private static void dbStats(Invocation call, DocBuilder reply) {
    call.read(
        () -> {
          List<StoredCollection> collections = call.catalog().collections(call.db());
          StoredCollection views = call.catalog().find(new Namespace(call.db(), "system.views"));
          long objects = collections.stream().mapToLong(StoredCollection::count).sum();
          long data = collections.stream().mapToLong(StoredCollection::bytes).sum();
          long stored = collections.stream().mapToLong(each -> onDisk(each.bytes())).sum();
          int indexes = collections.stream().mapToInt(each -> each.indexes().size()).sum();
          long indexSize =
              collections.stream().mapToLong(each -> indexSize(each) * each.indexes().size()).sum();
          reply
              .put("db", call.db())
              .put("collections", collections.size())
              .put("views", views == null ? 0 : (int) views.count())
              .put("objects", whole(objects))
              .put("avgObjSize", objects == 0 ? 0.0 : (double) data / objects)
              .put("dataSize", (double) data)
              .put("storageSize", (double) stored)
              .put("indexes", indexes)
              .put("indexSize", (double) indexSize)
              .put("totalSize", (double) (stored + indexSize))
              .put("scaleFactor", 1.0)
              .put("fsUsedSize", 0.0)
              .put("fsTotalSize", 0.0);
          return true;
        });
  }

  /// The document that the stage `$collStats` begins a pipeline with.
  static Doc collStatsStage(Invocation call, Targets target, Doc asked) {
    DocBuilder result =
        new DocBuilder()
            .put("ns", target.namespace().full())
            .put("host", call.member().settings().host())
            .putDate("localTime", call.server().clock().millis());
    if (!(target instanceof Targets.Stored(StoredCollection collection))) {
      throw ServerError.NAMESPACE_NOT_FOUND.because(
          "Unable to retrieve storage stats in $collStats stage :: caused by :: Collection ["
              + target.namespace()
              + "] not found.");
    }
    Set<String> known = Set.of("count", "storageStats");
    for (Field field : asked) {
      if (!known.contains(field.name())) {
        throw ServerError.LOCATION40168.because(
            "unrecognized option to $collStats: " + field.name());
      }
      if (field.name().equals("count")) {
        result.put("count", whole(collection.count()));
      } else {
        result.put("storageStats", storage(collection));
      }
    }
    return result.build();
  }
}
