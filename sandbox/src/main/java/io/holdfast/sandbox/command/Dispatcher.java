package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.DocWalker;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.Role;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Oplog;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a message's command: finds it by name, checks its fields and who may give it where, waits
/// for what its concerns ask for, and completes the reply as a replica set's member does.
public final class Dispatcher implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Server server;
  private final CommandTable commands = CommandTable.complete();

  public Dispatcher(Server server) {
    this.server = server;
  }

  @Override
  public Doc run(ClientState client, Doc body, Map<String, List<Doc>> sequences) {
    DocBuilder reply = new DocBuilder(512);
    Invocation call = new Invocation(server, client, body, sequences);
    hear(body.doc("$clusterTime"));
    try {
      execute(call, reply);
      reply.put("ok", 1.0);
    } catch (CommandFailure failure) {
      reply = Failures.reply(call, failure);
    } catch (RuntimeException bug) {
      LOG.error("command {} failed", call.head().name(), bug);
      reply = Failures.reply(call, ServerError.INTERNAL_ERROR.because(String.valueOf(bug)));
    }
    gossip(reply);
    return reply.build();
  }

  private void execute(Invocation call, DocBuilder reply) {
    Command command = commands.require(call.head().name());
    checkFields(command, call);
    checkLogin(command, call);
    checkMember(command, call);
    awaitClusterTime(call);
    Transactions.enter(call);
    command.action().run(call, reply);
    if (command.access() == Command.Access.PRIMARY && !call.inTransaction()) {
      WriteConcerns.await(call, reply);
    } else if (Transactions.ends(call)) {
      WriteConcerns.await(call, reply);
    }
  }

  private static void checkFields(Command command, Invocation call) {
    Set<String> seen = new HashSet<>();
    DocWalker fields = call.body().walk();
    while (fields.next()) {
      String name = fields.name();
      if (!seen.add(name)) {
        throw ServerError.LOCATION40413.because(
            "BSON field '%s.%s' is a duplicate field".formatted(command.name(), name));
      }
      if (seen.size() > 1 && !command.knows(name)) {
        throw ServerError.LOCATION40415.because(
            "BSON field '%s.%s' is an unknown field.".formatted(command.name(), name));
      }
    }
  }

  private void checkLogin(Command command, Invocation call) {
    boolean open =
        !server.requireLogin()
            || command.access() == Command.Access.ANYONE
            || !call.client().users().isEmpty()
            || Users.localhostException(call, command.name());
    if (!open) {
      throw ServerError.UNAUTHORIZED.because(
          "command " + command.name() + " requires authentication");
    }
  }

  private void checkMember(Command command, Invocation call) {
    switch (command.access()) {
      case ANYONE, ANYWHERE -> {}
      case PRIMARY -> {
        if (!call.db().equals("local")) {
          call.requirePrimary();
        }
      }
      case READ -> {
        if (server.member().role() == Role.COPYING) {
          throw ServerError.NOT_PRIMARY_OR_SECONDARY.because("node is in startup2 state");
        }
        if (!server.member().isPrimary() && readsFromPrimary(call)) {
          throw ServerError.NOT_PRIMARY_NO_SECONDARY_OK.because("not master and slaveOk=false");
        }
      }
    }
  }

  private static boolean readsFromPrimary(Invocation call) {
    Doc preference = call.body().doc("$readPreference");
    String mode = preference == null ? "primary" : preference.string("mode");
    return mode == null || mode.equals("primary");
  }

  /// Servers of a cluster tell each other, and are told by clients, how far its time is.
  private void hear(@Nullable Doc told) {
    Value time = told == null ? null : told.get("clusterTime");
    Oplog oplog = server.member().oplog();
    if (time != null && oplog != null) {
      oplog.hear(time.int64());
    }
  }

  private void awaitClusterTime(Invocation call) {
    Doc concern = call.body().doc("readConcern");
    Value after = concern == null ? null : concern.get("afterClusterTime");
    if (after == null || server.member().oplog() == null) {
      return;
    }
    Duration patience = call.maxTime() == null ? Duration.ofSeconds(30) : call.maxTime();
    long deadline = System.nanoTime() + patience.toNanos();
    Member member = server.member();
    if (server.disk() != null && server.disk().inCluster()) {
      member.reach(after.int64());
    }
    while (Long.compareUnsigned(member.applied().ts(), after.int64()) < 0) {
      long seen = member.store().version();
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        throw ServerError.MAX_TIME_EXPIRED.because("operation exceeded time limit");
      }
      if (Long.compareUnsigned(member.applied().ts(), after.int64()) < 0) {
        member.store().awaitWrite(seen, left);
      }
    }
  }

  /// Tells the cluster's time in each reply.
  private void gossip(DocBuilder reply) {
    ReplicaSet set = server.member().set();
    if (set == null) {
      return;
    }
    OpTime applied = server.member().applied();
    Doc signature =
        new DocBuilder().put("hash", Values.binary(0, new byte[20])).put("keyId", 0L).build();
    reply
        .put(
            "$clusterTime",
            new DocBuilder()
                .putTimestamp("clusterTime", clusterTime(applied.ts()))
                .put("signature", signature)
                .build())
        .putTimestamp("operationTime", applied.ts());
  }

  private long clusterTime(long applied) {
    Oplog oplog = server.member().oplog();
    long heard = oplog == null ? 0 : oplog.heard();
    return Long.compareUnsigned(applied, heard) >= 0 ? applied : heard;
  }
}
