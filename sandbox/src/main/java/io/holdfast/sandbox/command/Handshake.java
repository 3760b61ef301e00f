package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.StatusReport;
import java.util.List;

/// `hello`, under its three names, and `ping`. No compression is agreed on, and no topology version
/// is told, so that drivers ask again instead of waiting for an answer.
final class Handshake {
  private static final List<String> FIELDS =
      List.of(
          "helloOk",
          "client",
          "compression",
          "saslSupportedMechs",
          "speculativeAuthenticate",
          "topologyVersion",
          "maxAwaitTimeMS",
          "loadBalanced",
          "hostInfo",
          "backpressure",
          "$query",
          "forShell");

  private Handshake() {}

  static List<Command> commands() {
    return List.of(
        Command.of("hello", Command.Access.ANYONE, FIELDS, Handshake::hello),
        Command.of("isMaster", Command.Access.ANYONE, FIELDS, Handshake::hello),
        Command.of("ismaster", Command.Access.ANYONE, FIELDS, Handshake::hello),
        Command.of("ping", Command.Access.ANYONE, List.of(), (call, reply) -> {}));
  }

  private static void hello(Invocation call, DocBuilder reply) {
    Member member = call.member();
    boolean modern = call.head().name().equals("hello");
    String writable = modern ? "isWritablePrimary" : "ismaster";
    if (call.body().flag("helloOk")) {
      reply.put("helloOk", true);
    }
    ReplicaSet set = member.set();
    if (set == null && member.oplog() != null) {
      reply
          .put(writable, false)
          .put("secondary", false)
          .put("info", "Does not have a valid replica set config")
          .put("isreplicaset", true);
    } else if (set == null) {
      reply.put(writable, true);
    } else {
      StatusReport.hello(member, set, writable, reply);
    }
    reply
        .put("maxBsonObjectSize", Incoming.MAX_BYTES)
        .put("maxMessageSizeBytes", 48_000_000)
        .put("maxWriteBatchSize", 100_000)
        .putDate("localTime", call.server().clock().millis())
        .put("logicalSessionTimeoutMinutes", 30)
        .put("connectionId", call.client().connectionId())
        .put("minWireVersion", 0)
        .put("maxWireVersion", 9)
        .put("readOnly", member.isReadOnly());
    String user = call.body().string("saslSupportedMechs");
    if (user != null) {
      reply.putStrings("saslSupportedMechs", Logins.mechanisms(call, user));
    }
  }
}
