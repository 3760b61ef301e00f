package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Contents;
import io.holdfast.sandbox.member.Heartbeat;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.Role;
import io.holdfast.sandbox.member.VoteRequest;
import java.util.List;

/// What the members of a set in several processes ask each other.
final class MemberCommands {
  private static final List<String> HEARTBEAT =
      List.of(
          "fromId",
          "state",
          "term",
          "v",
          "opTime",
          "wallTime",
          "lastOpCommitted",
          "electionTime",
          "electionDate",
          "config");

  private MemberCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "replSetHeartbeat", Command.Access.ANYWHERE, HEARTBEAT, MemberCommands::heartbeat),
        Command.of(
            "replSetRequestVotes",
            Command.Access.ANYWHERE,
            List.of("setName", "dryRun", "term", "candidateIndex", "lastAppliedOpTime"),
            MemberCommands::vote),
        Command.of(Contents.COMMAND, Command.Access.ANYWHERE, List.of(), MemberCommands::contents));
  }

  private static void heartbeat(Invocation call, DocBuilder reply) {
    OnDisk disk = call.server().disk();
    if (disk == null || call.member().oplog() == null) {
      throw ServerError.NO_REPLICATION_ENABLED.because("not running with --replSet");
    }
    Doc config = call.body().doc("config");
    if (call.member().set() == null && config != null) {
      disk.membership().adopt(config.compact());
    }
    ReplicaSet set = call.member().set();
    if (set == null) {
      Heartbeat.NOBODY.writeTo(reply);
      return;
    }
    if (!call.head().value().equals(Value.of(set.name()))) {
      throw ServerError.INVALID_REPLICA_SET_CONFIG.because(
          "Our set name of %s does not match that of the heartbeat".formatted(set.name()));
    }
    set.heard(Heartbeat.parse(call.body()));
    set.heartbeat().writeTo(reply);
  }

  private static void vote(Invocation call, DocBuilder reply) {
    ReplicaSet set = ReplicaSetCommands.set(call);
    boolean granted = call.member().votes(VoteRequest.parse(call.body()));
    reply.put("term", set.term()).put("voteGranted", granted);
  }

  private static void contents(Invocation call, DocBuilder reply) {
    var _ = ReplicaSetCommands.set(call);
    if (call.member().role() == Role.COPYING) {
      throw ServerError.NOT_PRIMARY_OR_SECONDARY.because("it is being copied itself");
    }
    DocSource rows = DocSource.of(Contents.of(call.member()).rows());
    Cursor cursor =
        new Cursor("local." + Contents.CURSOR, rows, Cursor.Tailing.NO, () -> {}, false);
    var _ =
        call.read(
            () -> {
              Cursors.open(call, cursor, Long.MAX_VALUE, false, reply);
              return true;
            });
  }
}
