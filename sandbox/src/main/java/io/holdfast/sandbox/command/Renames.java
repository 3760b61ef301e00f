package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.oplog.LoggedWriter;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// `renameCollection`: within a database a new name; across databases a copy under a temporary name
/// that takes the new one, and the old collection dropped.
final class Renames {
  private Renames() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "renameCollection",
            Command.Access.PRIMARY,
            List.of("to", "dropTarget"),
            Renames::rename));
  }

  private static void rename(Invocation call, DocBuilder reply) {
    if (!call.db().equals("admin")) {
      throw ServerError.UNAUTHORIZED.because(
          "renameCollection may only be run against the admin database.");
    }
    Namespace from = Namespace.parse(call.head().value().string());
    Namespace to = Namespace.parse(String.valueOf(call.body().string("to"))).checked();
    call.write(
        () -> {
          Implicit.refuseView(call, from);
          StoredCollection source = call.catalog().find(from);
          if (source == null) {
            throw ServerError.NAMESPACE_NOT_FOUND.because(
                "Source collection " + from + " does not exist");
          }
          StoredCollection target = call.catalog().find(to);
          if (target != null && !call.body().flag("dropTarget")) {
            throw ServerError.NAMESPACE_EXISTS.because("target namespace exists");
          }
          if (target == source) {
            // As 4.4.6 answers, which drops the target first and finds the source gone.
            throw ServerError.NAMESPACE_NOT_FOUND.because("collection not found to rename");
          }
          if (from.db().equals(to.db())) {
            within(call, source, to, target);
          } else {
            across(call, source, to, target);
          }
          return true;
        });
  }

  private static void within(
      Invocation call, StoredCollection source, Namespace to, @Nullable StoredCollection target) {
    DocBuilder o =
        new DocBuilder()
            .put("renameCollection", source.namespace().full())
            .put("to", to.full())
            .put("stayTemp", false);
    Doc o2 = null;
    if (target != null) {
      o.put("dropTarget", target.uuid());
      o2 = new DocBuilder().put("numRecords", (int) target.count()).build();
    }
    Structure.perform(
        call, Operation.command(source.namespace().db(), source.uuid(), o.build(), o2));
  }

  private static void across(
      Invocation call, StoredCollection source, Namespace to, @Nullable StoredCollection target) {
    String random = "%05x".formatted(ThreadLocalRandom.current().nextInt(0x100000));
    Namespace temporary = new Namespace(to.db(), "tmp" + random + ".renameCollection");
    DocBuilder command = DocBuilder.from(source.options());
    List<IndexDefinition> indexes = source.indexes();
    if (!indexes.isEmpty() && indexes.getFirst().isPrimary()) {
      command.put("idIndex", indexes.getFirst().spec());
    }
    Structure.create(call, temporary, command.build());
    StoredCollection copy = call.catalog().require(temporary);
    for (IndexDefinition index : indexes) {
      if (!index.isPrimary()) {
        DocBuilder o = new DocBuilder().put("createIndexes", temporary.collection());
        Structure.perform(
            call, Operation.command(to.db(), copy.uuid(), o.putAll(index.spec()).build(), null));
      }
    }
    LoggedWriter writer = call.loggedWriter();
    source.snapshot().forEach(document -> writer.insert(copy, document));
    within(call, copy, to, target);
    Structure.drop(call, source);
  }
}
