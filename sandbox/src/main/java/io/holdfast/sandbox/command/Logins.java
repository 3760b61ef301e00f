package io.holdfast.sandbox.command;

import io.holdfast.sandbox.auth.ScramConversation;
import io.holdfast.sandbox.auth.ScramMechanism;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// `saslStart`, `saslContinue` and `logout`.
final class Logins {
  private Logins() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "saslStart",
            Command.Access.ANYONE,
            List.of("mechanism", "payload", "autoAuthorize", "options"),
            Logins::start),
        Command.of(
            "saslContinue",
            Command.Access.ANYONE,
            List.of("conversationId", "payload"),
            Logins::proceed),
        Command.of("logout", Command.Access.ANYONE, List.of(), Logins::logout));
  }

  /// The mechanisms that a user given as `db.name` has credentials for.
  static List<String> mechanisms(Invocation call, String user) {
    int dot = user.indexOf('.');
    Doc stored = dot < 1 ? null : Users.find(call, user.substring(0, dot), user.substring(dot + 1));
    Doc credentials = stored == null ? null : stored.doc("credentials");
    return credentials == null
        ? List.of()
        : credentials.fields().stream().map(Field::name).toList();
  }

  private static byte[] payload(Invocation call) {
    Value payload = call.body().get("payload");
    if (payload == null || payload.type() != BsonType.BINARY) {
      throw call.missing("payload");
    }
    return payload.data();
  }

  private static void start(Invocation call, DocBuilder reply) {
    String name = String.valueOf(call.body().string("mechanism"));
    ScramMechanism mechanism =
        ScramMechanism.named(name)
            .orElseThrow(
                () ->
                    ServerError.MECHANISM_UNAVAILABLE.because(
                        "Received authentication for mechanism " + name + " which is not enabled"));
    ScramConversation conversation =
        ScramConversation.begin(
            mechanism, call.db(), payload(call), user -> credentials(call, mechanism, user));
    call.client().conversation(conversation);
    reply
        .put("conversationId", 1)
        .put("done", false)
        .put("payload", Values.binary(0, conversation.challenge()));
  }

  private static @Nullable Doc credentials(Invocation call, ScramMechanism mechanism, String user) {
    Doc stored = Users.find(call, call.db(), user);
    Doc all = stored == null ? null : stored.doc("credentials");
    return all == null ? null : all.doc(mechanism.mechanism());
  }

  private static void proceed(Invocation call, DocBuilder reply) {
    ScramConversation conversation = call.client().conversation();
    if (conversation == null) {
      throw ServerError.PROTOCOL_ERROR.because("No SASL session state found");
    }
    byte[] answer = new byte[0];
    boolean done = conversation.proven();
    if (!done) {
      try {
        answer = conversation.prove(payload(call));
      } finally {
        call.client().conversation(conversation.proven() ? conversation : null);
      }
      call.client().users().add(new ClientState.User(conversation.user(), conversation.db()));
    }
    reply.put("conversationId", 1).put("done", done).put("payload", Values.binary(0, answer));
  }

  private static void logout(Invocation call, DocBuilder reply) {
    call.client().users().removeIf(user -> user.db().equals(call.db()));
  }
}
