package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.oplog.StructureChange;
import io.holdfast.sandbox.storage.CollectionOptions;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// `create`, `drop`, `dropDatabase` and `collMod`. Each performs the command that it then writes
/// into the oplog.
final class Structure {
  private static final Set<String> PROTECTED = Set.of("admin", "config", "local");

  private Structure() {}

  static List<Command> commands() {
    List<String> create = new ArrayList<>(CollectionOptions.NAMES);
    create.addAll(List.of("viewOn", "pipeline", "idIndex", "flags"));
    return List.of(
        Command.of("create", Command.Access.PRIMARY, create, Structure::create),
        Command.of("drop", Command.Access.PRIMARY, List.of(), Structure::drop),
        Command.of("dropDatabase", Command.Access.PRIMARY, List.of(), Structure::dropDatabase),
        Command.of(
            "collMod",
            Command.Access.PRIMARY,
            List.of(
                "validator",
                "validationLevel",
                "validationAction",
                "index",
                "viewOn",
                "pipeline",
                "expireAfterSeconds",
                CollectionOptions.MIXED_SCHEMA),
            Structure::collMod));
  }

  /// Performs an operation on the catalog and logs it; inside the store's write lock.
  static void perform(Invocation call, Operation operation) {
    new StructureChange(call.catalog()).perform(operation);
    log(call, operation);
  }

  /// Logs an operation that was performed.
  static void log(Invocation call, Operation operation) {
    Oplog oplog = call.member().oplog();
    if (oplog != null && !operation.db().equals("local")) {
      oplog.append(operation, null);
    }
  }

  private static void create(Invocation call, DocBuilder reply) {
    Namespace namespace = call.namespace().checked();
    call.write(
        () -> {
          if (call.catalog().find(namespace) != null) {
            throw ServerError.NAMESPACE_EXISTS.because(
                "Collection already exists. NS: " + namespace);
          }
          if (Targets.view(call.catalog(), namespace) != null) {
            throw ServerError.NAMESPACE_EXISTS.because("A view already exists. NS: " + namespace);
          }
          if (call.body().has("viewOn")) {
            createView(call, namespace);
          } else if (TimeSeries.isOne(call.body())) {
            createSeries(call, namespace);
          } else {
            create(call, namespace, call.body());
          }
          return true;
        });
  }

  /// Creates a collection with the options that the command has.
  static void create(Invocation call, Namespace namespace, Doc command) {
    Doc options = CollectionOptions.of(command);
    DocBuilder o = new DocBuilder().put("create", namespace.collection()).putAll(options);
    boolean keyed = !command.has("clusteredIndex");
    if (keyed) {
      Value given = command.get("idIndex");
      Value collation = options.get("collation");
      o.put("idIndex", given == null ? IndexDefinition.primary(collation).spec().asValue() : given);
    }
    perform(call, Operation.command(namespace.db(), UUID.randomUUID(), o.build(), null));
  }

  private static void createSeries(Invocation call, Namespace namespace) {
    Doc options = TimeSeries.options(call.body());
    Doc view = TimeSeries.view(namespace, options);
    Namespace named = new Namespace(namespace.db(), String.valueOf(view.string("viewOn")));
    create(call, named, options);
    StoredCollection buckets = call.catalog().require(named);
    call.loggedWriter()
        .insert(Implicit.collection(call, new Namespace(namespace.db(), "system.views")), view);
    Doc index = TimeSeries.firstIndex(options);
    if (index != null) {
      Doc converted = TimeSeries.ofBuckets(buckets, index);
      Indexes.build(call, buckets, List.of(IndexSpecs.normalise(converted, buckets)));
    }
  }

  private static void createView(Invocation call, Namespace namespace) {
    Value pipeline = call.body().get("pipeline");
    if (pipeline != null) {
      Reads.checkStages(pipeline.doc().values().stream().map(Value::doc).toList());
    }
    StoredCollection views =
        Implicit.collection(call, new Namespace(namespace.db(), "system.views"));
    DocBuilder view =
        new DocBuilder()
            .put("_id", namespace.full())
            .put("viewOn", String.valueOf(call.body().string("viewOn")))
            .put("pipeline", pipeline == null ? Value.array(List.of()) : pipeline);
    Doc collation = call.body().doc("collation");
    if (collation != null) {
      view.putIfPresent("collation", CollectionOptions.collation(collation.asValue()));
    }
    call.loggedWriter().insert(views, view.build());
  }

  private static void drop(Invocation call, DocBuilder reply) {
    Namespace namespace = call.namespace();
    call.write(
        () -> {
          StoredCollection collection = call.catalog().find(namespace);
          if (collection == null) {
            StoredCollection buckets = TimeSeries.buckets(call.catalog(), namespace);
            if (buckets != null) {
              drop(call, buckets);
            }
            dropView(call, namespace);
            reply.put("ns", namespace.full());
            return true;
          }
          reply.put("nIndexesWas", collection.indexes().size()).put("ns", namespace.full());
          drop(call, collection);
          return true;
        });
  }

  static void drop(Invocation call, StoredCollection collection) {
    Doc o = new DocBuilder().put("drop", collection.namespace().collection()).build();
    Doc o2 = new DocBuilder().put("numRecords", (int) collection.count()).build();
    perform(call, Operation.command(collection.namespace().db(), collection.uuid(), o, o2));
  }

  private static void dropView(Invocation call, Namespace namespace) {
    StoredCollection views = call.catalog().find(new Namespace(namespace.db(), "system.views"));
    StoredDoc view = views == null ? null : views.byKey(Value.of(namespace.full()));
    if (view == null) {
      throw ServerError.NAMESPACE_NOT_FOUND.because("ns not found");
    }
    call.loggedWriter().delete(Objects.requireNonNull(views), view);
  }

  private static void dropDatabase(Invocation call, DocBuilder reply) {
    if (PROTECTED.contains(call.db())) {
      throw ServerError.ILLEGAL_OPERATION.because(
          "Dropping the '" + call.db() + "' database is prohibited.");
    }
    call.write(
        () -> {
          List<StoredCollection> collections = call.catalog().collections(call.db());
          if (!collections.isEmpty()) {
            collections.forEach(collection -> drop(call, collection));
            Doc o = new DocBuilder().put("dropDatabase", 1).build();
            log(call, Operation.command(call.db(), null, o, null));
            reply.put("dropped", call.db());
          }
          return true;
        });
  }

  private static void collMod(Invocation call, DocBuilder reply) {
    Namespace namespace = call.namespace();
    call.write(
        () -> {
          StoredCollection collection =
              call.catalog().find(TimeSeries.stored(call.catalog(), namespace));
          if (collection == null) {
            modifyView(call, namespace);
            return true;
          }
          DocBuilder o = new DocBuilder();
          o.put("collMod", collection.namespace().collection());
          call.body().fields().stream().skip(1).forEach(field -> copyOption(o, field));
          Doc old = DocBuilder.from(collection.options()).put("uuid", collection.uuid()).build();
          Doc o2 = new DocBuilder().put("collectionOptions_old", old).build();
          perform(call, Operation.command(call.db(), collection.uuid(), o.build(), o2));
          return true;
        });
  }

  private static void copyOption(DocBuilder o, Field field) {
    if (!field.name().startsWith("$") && !Set.of("lsid", "writeConcern").contains(field.name())) {
      o.put(field);
    }
  }

  private static void modifyView(Invocation call, Namespace namespace) {
    StoredCollection views = call.catalog().find(new Namespace(namespace.db(), "system.views"));
    StoredDoc view = views == null ? null : views.byKey(Value.of(namespace.full()));
    if (view == null || views == null) {
      throw ServerError.NAMESPACE_NOT_FOUND.because("ns does not exist");
    }
    Doc changed =
        new DocBuilder()
            .put("_id", namespace.full())
            .put("viewOn", either(call.body(), view.doc(), "viewOn"))
            .put("pipeline", either(call.body(), view.doc(), "pipeline"))
            .build();
    call.loggedWriter().update(views, view, new Update.Result(changed, changed));
  }

  private static Value either(Doc wanted, Doc old, String name) {
    Value said = wanted.get(name);
    return said != null ? said : Objects.requireNonNull(old.get(name), name);
  }
}
