package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.oplog.LoggedWriter;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `setDefaultRWConcern`: the write concern of commands that have none, kept where the server's
/// `ReadWriteConcernDefaults` keeps it, in `config.settings`.
final class DefaultConcerns {
  private static final Namespace SETTINGS = new Namespace("config", "settings");
  private static final Value ID = Value.of("ReadWriteConcernDefaults");
  private static final String WRITE = "defaultWriteConcern";

  private DefaultConcerns() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "setDefaultRWConcern",
            Command.Access.PRIMARY,
            List.of(WRITE),
            DefaultConcerns::change));
  }

  private static void change(Invocation call, DocBuilder reply) {
    Doc concern = call.doc(WRITE).compact();
    Doc wanted = new DocBuilder().put("_id", ID).put(WRITE, concern).build();
    call.write(
        () -> {
          StoredCollection settings = Implicit.collection(call, SETTINGS);
          LoggedWriter writer = call.loggedWriter();
          StoredDoc old = settings.byKey(ID);
          if (old != null) {
            writer.delete(settings, old);
          }
          writer.insert(settings, wanted);
          return true;
        });
    reply.put(WRITE, concern);
  }

  /// What was said; null for nothing.
  static @Nullable Doc find(Invocation call) {
    return call.read(
        () -> {
          StoredCollection settings = call.catalog().find(SETTINGS);
          StoredDoc found = settings == null ? null : settings.byKey(ID);
          return found == null ? null : found.doc().doc(WRITE);
        });
  }
}
