package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.cursor.Planner;
import io.holdfast.sandbox.cursor.Query;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.FilterParser;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a reading command reads: a collection by name or UUID, a view, a table that the server
/// makes up, or nothing.
sealed interface Targets {

  Namespace namespace();

  /// A collection that is there.
  record Stored(StoredCollection collection) implements Targets {
    @Override
    public Namespace namespace() {
      return collection.namespace();
    }
  }

  /// A view: a pipeline over a collection, views below it resolved.
  record View(Namespace namespace, Namespace base, List<Doc> pipeline) implements Targets {}

  /// Documents that no collection holds.
  record Table(Namespace namespace, List<Doc> documents) implements Targets {}

  /// A name that nothing has.
  record Missing(Namespace namespace) implements Targets {}

  /// Finds what a name or UUID stands for; inside the store's lock.
  static Targets resolve(Invocation call, Value name) {
    Catalog catalog = call.catalog();
    UUID uuid = name.uuid();
    if (uuid != null) {
      StoredCollection found = catalog.find(uuid);
      if (found == null || !found.namespace().db().equals(call.db())) {
        throw ServerError.NAMESPACE_NOT_FOUND.because("Unable to resolve " + uuid);
      }
      return new Stored(found);
    }
    if (Transactions.isTransactionTable(call.db(), name)) {
      return new Table(new Namespace("config", "transactions"), Transactions.rows(call.member()));
    }
    return named(catalog, call.namespace());
  }

  static Targets named(Catalog catalog, Namespace namespace) {
    StoredCollection found = catalog.find(namespace);
    if (found != null) {
      return new Stored(found);
    }
    Doc view = view(catalog, namespace);
    return view == null ? new Missing(namespace) : resolved(catalog, namespace, view);
  }

  /// The definition of a view, or null.
  static @Nullable Doc view(Catalog catalog, Namespace namespace) {
    StoredCollection views = catalog.find(new Namespace(namespace.db(), "system.views"));
    var found = views == null ? null : views.byKey(Value.of(namespace.full()));
    return found == null ? null : found.doc();
  }

  private static Targets resolved(Catalog catalog, Namespace namespace, Doc view) {
    List<Doc> pipeline = new ArrayList<>();
    Doc next = view;
    Namespace base = namespace;
    for (int depth = 0; next != null; depth++) {
      if (depth == 20) {
        throw ServerError.VIEW_DEPTH_LIMIT_EXCEEDED.because(
            "View depth too deep or view cycle detected; maximum depth is 20");
      }
      Value stages = next.get("pipeline");
      if (stages != null) {
        pipeline.addAll(0, stages.doc().values().stream().map(Value::doc).toList());
      }
      base = new Namespace(namespace.db(), String.valueOf(next.string("viewOn")));
      next = view(catalog, base);
    }
    return new View(namespace, base, pipeline);
  }

  /// The matching documents, unsorted unless the query sorts.
  static DocSource source(Invocation call, Targets target, Query query, long keep) {
    return switch (target) {
      case Stored(StoredCollection collection) ->
          Planner.plan(call.reader(collection), collection, query, keep);
      case View view ->
          throw new IllegalStateException("a view is read through its pipeline: " + view);
      case Table(Namespace namespace, List<Doc> documents) ->
          DocSource.of(documents).filter(FilterParser.parse(query.filter()));
      case Missing missing -> {
        FilterParser.parse(query.filter());
        yield DocSource.of(List.of());
      }
    };
  }

  /// Refuses further batches when the collection is gone or has another name.
  static Runnable check(Invocation call, Targets target) {
    if (!(target instanceof Stored(StoredCollection collection))) {
      return () -> {};
    }
    Namespace named = collection.namespace();
    Catalog catalog = call.catalog();
    return () -> {
      if (!collection.equals(catalog.find(collection.uuid()))) {
        throw ServerError.QUERY_PLAN_KILLED.because(
            "collection dropped. UUID " + collection.uuid());
      }
      if (!collection.namespace().equals(named)) {
        throw ServerError.QUERY_PLAN_KILLED.because(
            "collection renamed from '%s' to '%s'. UUID %s"
                .formatted(named, collection.namespace(), collection.uuid()));
      }
    };
  }
}
