package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import java.util.List;
import java.util.UUID;

/// `startSession`, `refreshSessions`, `endSessions` and `killSessions`. Sessions do not time out
/// here.
final class SessionCommands {
  private SessionCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("startSession", Command.Access.ANYWHERE, List.of(), SessionCommands::start),
        Command.of("refreshSessions", Command.Access.ANYWHERE, List.of(), SessionCommands::nothing),
        Command.of("endSessions", Command.Access.ANYWHERE, List.of(), SessionCommands::end),
        Command.of("killSessions", Command.Access.ANYWHERE, List.of(), SessionCommands::kill));
  }

  private static void start(Invocation call, DocBuilder reply) {
    reply
        .put("id", new DocBuilder().put("id", UUID.randomUUID()).build())
        .put("timeoutMinutes", 30);
  }

  private static void nothing(Invocation call, DocBuilder reply) {
    call.documents(call.head().name());
  }

  /// Beyond [#end] it closes the sessions' cursors at once; after an end they go with the time.
  private static void kill(Invocation call, DocBuilder reply) {
    end(call, reply);
    for (Doc session : call.documents(call.head().name())) {
      Value id = session.get("id");
      UUID uuid = id == null ? null : id.uuid();
      if (uuid != null) {
        call.member().cursors().closeOf(uuid);
      }
    }
  }

  private static void end(Invocation call, DocBuilder reply) {
    List<Doc> sessions = call.documents(call.head().name());
    call.member()
        .store()
        .write(
            () -> {
              sessions.forEach(call.member().sessions()::end);
              return true;
            });
  }
}
