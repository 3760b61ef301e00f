package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.Filter;
import io.holdfast.sandbox.query.FilterParser;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;

/// `listDatabases`, `listCollections` and `listIndexes`.
final class Listings {
  private Listings() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "listDatabases",
            Command.Access.READ,
            List.of("filter", "nameOnly", "authorizedDatabases"),
            Listings::databases),
        Command.of(
            "listCollections",
            Command.Access.READ,
            List.of("filter", "nameOnly", "authorizedCollections", "cursor"),
            Listings::collections),
        Command.of("listIndexes", Command.Access.READ, List.of("cursor"), Listings::indexes));
  }

  private static void databases(Invocation call, DocBuilder reply) {
    if (!call.db().equals("admin")) {
      throw ServerError.UNAUTHORIZED.because(
          "listDatabases may only be run against the admin database.");
    }
    boolean nameOnly = call.body().flag("nameOnly");
    Filter filter = FilterParser.parse(call.doc("filter"));
    List<Doc> databases = new ArrayList<>();
    double total = 0;
    for (Doc database : call.read(() -> databases(call))) {
      if (filter.matches(database)) {
        Value size = database.get("sizeOnDisk");
        total += size == null ? 0 : size.asDouble();
        databases.add(nameOnly ? nameOf(database) : database);
      }
    }
    reply.putDocs("databases", databases);
    if (!nameOnly) {
      reply.put("totalSize", total);
    }
  }

  private static Doc nameOf(Doc database) {
    return new DocBuilder().put("name", String.valueOf(database.string("name"))).build();
  }

  private static List<Doc> databases(Invocation call) {
    List<Doc> databases = new ArrayList<>();
    for (String name : call.catalog().databases()) {
      long size =
          call.catalog().collections(name).stream()
              .mapToLong(collection -> Statistics.onDisk(collection.bytes()))
              .sum();
      databases.add(
          new DocBuilder()
              .put("name", name)
              .put("sizeOnDisk", (double) size)
              .put("empty", false)
              .build());
    }
    return databases;
  }

  private static void collections(Invocation call, DocBuilder reply) {
    Filter filter = FilterParser.parse(call.doc("filter"));
    boolean nameOnly = call.body().flag("nameOnly");
    List<Doc> listed = new ArrayList<>();
    for (Doc each : call.read(() -> collections(call))) {
      if (filter.matches(each)) {
        listed.add(nameOnly ? nameAndType(each) : each);
      }
    }
    Cursors.complete(call.db() + ".$cmd.listCollections", listed, reply);
  }

  private static Doc nameAndType(Doc listed) {
    return new DocBuilder()
        .put("name", String.valueOf(listed.string("name")))
        .put("type", String.valueOf(listed.string("type")))
        .build();
  }

  private static List<Doc> collections(Invocation call) {
    List<Doc> listed = new ArrayList<>();
    for (StoredCollection collection : call.catalog().collections(call.db())) {
      listed.add(collection(call, collection));
    }
    StoredCollection views = call.catalog().find(new Namespace(call.db(), "system.views"));
    if (views != null) {
      views.snapshot().forEach(view -> listed.add(view(call, view)));
    }
    return listed;
  }

  private static Doc collection(Invocation call, StoredCollection collection) {
    boolean readOnly = call.member().set() != null && !call.member().isPrimary();
    DocBuilder line =
        new DocBuilder()
            .put("name", collection.namespace().collection())
            .put("type", "collection")
            .put("options", collection.options())
            .put(
                "info",
                new DocBuilder().put("readOnly", readOnly).put("uuid", collection.uuid()).build());
    for (IndexDefinition index : collection.indexes()) {
      if (index.isPrimary()) {
        line.put("idIndex", index.spec());
      }
    }
    return line.build();
  }

  private static Doc view(Invocation call, Doc view) {
    StoredCollection buckets =
        TimeSeries.buckets(call.catalog(), Namespace.parse(String.valueOf(view.string("_id"))));
    if (buckets != null) {
      return TimeSeries.line(buckets);
    }
    DocBuilder options = new DocBuilder();
    for (Field field : view) {
      if (!field.name().equals("_id")) {
        options.put(field);
      }
    }
    return new DocBuilder()
        .put("name", Namespace.parse(String.valueOf(view.string("_id"))).collection())
        .put("type", "view")
        .put("options", options.build())
        .put("info", new DocBuilder().put("readOnly", true).build())
        .build();
  }

  private static void indexes(Invocation call, DocBuilder reply) {
    Value name = call.head().value();
    call.read(
        () -> {
          Targets target = Targets.resolve(call, name);
          Namespace namespace = target.namespace();
          StoredCollection buckets = TimeSeries.buckets(call.catalog(), namespace);
          if (buckets != null) {
            Cursors.complete(namespace.full(), measured(buckets), reply);
            return true;
          }
          if (!(target instanceof Targets.Stored(StoredCollection collection))) {
            Implicit.refuseView(call, namespace);
            throw ServerError.NAMESPACE_NOT_FOUND.because("ns does not exist: " + namespace);
          }
          List<Doc> specs = collection.indexes().stream().map(IndexDefinition::spec).toList();
          Cursors.complete(namespace.full(), specs, reply);
          return true;
        });
  }

  private static List<Doc> measured(StoredCollection buckets) {
    return buckets.indexes().stream()
        .map(index -> TimeSeries.ofMeasurements(index.spec()))
        .toList();
  }
}
