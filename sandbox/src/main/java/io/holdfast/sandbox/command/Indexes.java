package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// `createIndexes` and `dropIndexes`. On a collection with documents a build leaves in the oplog
/// what a two-phase build of a 4.4 server leaves.
final class Indexes {
  private static final Namespace BUILDS = new Namespace("config", "system.indexBuilds");

  private Indexes() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "createIndexes",
            Command.Access.PRIMARY,
            List.of("indexes", "commitQuorum", "ignoreUnknownIndexOptions"),
            Indexes::create),
        Command.of("dropIndexes", Command.Access.PRIMARY, List.of("index"), Indexes::drop),
        Command.of("deleteIndexes", Command.Access.PRIMARY, List.of("index"), Indexes::drop));
  }

  private static void create(Invocation call, DocBuilder reply) {
    List<Doc> given = call.documents("indexes");
    call.write(
        () -> {
          Namespace stored = TimeSeries.stored(call.catalog(), call.namespace());
          boolean absent = call.catalog().find(stored) == null;
          StoredCollection collection = Implicit.collection(call, stored);
          boolean measured = !stored.equals(call.namespace());
          int before = collection.indexes().size();
          List<IndexDefinition> wanted = new ArrayList<>();
          for (Doc spec : given) {
            IndexDefinition index =
                IndexSpecs.normalise(
                    measured ? TimeSeries.ofBuckets(collection, spec) : spec, collection);
            if (!alreadyThere(collection, index)) {
              wanted.add(index);
            }
          }
          build(call, collection, wanted);
          int after = collection.indexes().size();
          reply
              .put("createdCollectionAutomatically", absent)
              .put("numIndexesBefore", before)
              .put("numIndexesAfter", after);
          if (before == after) {
            reply.put("note", "all indexes already exist");
          } else if (call.member().set() != null) {
            reply.put("commitQuorum", "votingMembers");
          }
          return true;
        });
  }

  private static boolean alreadyThere(StoredCollection collection, IndexDefinition index) {
    for (IndexDefinition existing : collection.indexes()) {
      boolean sameName = existing.name().equals(index.name());
      boolean sameKey = existing.key().equals(index.key());
      if ((existing.isPrimary() && index.isPrimary()) || existing.sameAs(index)) {
        return true;
      }
      if (sameName && !sameKey) {
        throw ServerError.INDEX_KEY_SPECS_CONFLICT.because(
            ("Index must have unique name.The existing index: %s has the same name as the"
                    + " requested index: %s")
                .formatted(existing.spec(), index.spec()));
      }
      if (sameName || (sameKey && sameCollation(existing, index))) {
        throw ServerError.INDEX_OPTIONS_CONFLICT.because(
            sameName
                ? "Index with name: " + index.name() + " already exists with different options"
                : "Index already exists with a different name: " + existing.name());
      }
    }
    return false;
  }

  private static boolean sameCollation(IndexDefinition left, IndexDefinition right) {
    return Objects.equals(left.spec().get("collation"), right.spec().get("collation"))
        && Objects.equals(
            left.spec().get("partialFilterExpression"),
            right.spec().get("partialFilterExpression"));
  }

  static void build(Invocation call, StoredCollection collection, List<IndexDefinition> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    if (collection.count() == 0) {
      wanted.forEach(index -> buildOnEmpty(call, collection, index));
      return;
    }
    if (call.catalog().find(BUILDS) == null) {
      wanted.forEach(collection::addIndex);
      return;
    }
    UUID build = UUID.randomUUID();
    new IndexBuild(call, collection, wanted, build).run();
  }

  private static void buildOnEmpty(
      Invocation call, StoredCollection collection, IndexDefinition index) {
    DocBuilder o = new DocBuilder().put("createIndexes", collection.namespace().collection());
    index.spec().forEach(o::put);
    Structure.perform(
        call, Operation.command(collection.namespace().db(), collection.uuid(), o.build(), null));
  }

  private static void drop(Invocation call, DocBuilder reply) {
    Value which = call.body().get("index");
    if (which == null) {
      throw call.missing("index");
    }
    call.write(
        () -> {
          StoredCollection collection =
              call.catalog().require(TimeSeries.stored(call.catalog(), call.namespace()));
          reply.put("nIndexesWas", collection.indexes().size());
          for (IndexDefinition index : chosen(collection, which)) {
            Doc o =
                new DocBuilder()
                    .put("dropIndexes", collection.namespace().collection())
                    .put("index", index.name())
                    .build();
            Structure.perform(
                call, Operation.command(call.db(), collection.uuid(), o, index.spec()));
          }
          return true;
        });
  }

  private static List<IndexDefinition> chosen(StoredCollection collection, Value which) {
    if (which.isString() && which.string().equals("*")) {
      return collection.indexes().stream().filter(index -> !index.isPrimary()).toList();
    }
    List<Value> names = which.isArray() ? which.doc().values() : List.of(which);
    List<IndexDefinition> chosen = new ArrayList<>();
    for (Value name : names) {
      chosen.add(one(collection, name));
    }
    return chosen;
  }

  private static IndexDefinition one(StoredCollection collection, Value which) {
    for (IndexDefinition index : collection.indexes()) {
      boolean meant =
          which.isDocument()
              ? index.key().equals(which.doc())
              : which.isString() && index.name().equals(which.string());
      if (meant && index.isPrimary()) {
        throw ServerError.INVALID_OPTIONS.because("cannot drop _id index");
      }
      if (meant) {
        return index;
      }
    }
    throw ServerError.INDEX_NOT_FOUND.because(
        which.isDocument()
            ? "can't find index with key: " + which
            : "index not found with name [" + (which.isString() ? which.string() : which) + "]");
  }
}
