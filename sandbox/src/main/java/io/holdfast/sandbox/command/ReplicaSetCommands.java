package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.StatusReport;
import io.holdfast.sandbox.oplog.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The commands about the replica set.
final class ReplicaSetCommands {
  private ReplicaSetCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "replSetGetStatus",
            Command.Access.ANYWHERE,
            List.of("initialSync"),
            ReplicaSetCommands::status),
        Command.of(
            "replSetGetConfig",
            Command.Access.ANYWHERE,
            List.of("commitmentStatus"),
            ReplicaSetCommands::config),
        Command.of(
            "replSetStepDown",
            Command.Access.ANYWHERE,
            List.of("force", "secondaryCatchUpPeriodSecs"),
            ReplicaSetCommands::stepDown),
        Command.of(
            "replSetStepUp",
            Command.Access.ANYWHERE,
            List.of("skipDryRun"),
            ReplicaSetCommands::stepUp),
        Command.of(
            "appendOplogNote",
            Command.Access.ANYWHERE,
            List.of("data", "maxClusterTime"),
            ReplicaSetCommands::note),
        Command.of(
            "replSetInitiate", Command.Access.ANYWHERE, List.of(), ReplicaSetCommands::initiate));
  }

  static ReplicaSet set(Invocation call) {
    ReplicaSet set = call.member().set();
    if (set == null && call.member().oplog() != null) {
      throw ServerError.NOT_YET_INITIALIZED.because("no replset config has been received");
    }
    if (set == null) {
      throw ServerError.NO_REPLICATION_ENABLED.because("not running with --replSet");
    }
    return set;
  }

  private static void status(Invocation call, DocBuilder reply) {
    StatusReport.status(call.member(), set(call), call.server().clock().millis(), reply);
  }

  private static void config(Invocation call, DocBuilder reply) {
    reply.put("config", set(call).config().doc());
  }

  private static void initiate(Invocation call, DocBuilder reply) {
    OnDisk disk = call.server().disk();
    if (disk == null || call.member().oplog() == null) {
      throw ServerError.NO_REPLICATION_ENABLED.because(
          "This node was not started with replication enabled.");
    }
    if (call.member().set() != null) {
      throw ServerError.ALREADY_INITIALIZED.because("already initialized");
    }
    disk.membership().initiate(call.doc("replSetInitiate").compact());
  }

  private static void stepDown(Invocation call, DocBuilder reply) {
    ReplicaSet set = set(call);
    call.requirePrimary();
    long seconds = call.head().value().asLong();
    long catchUp = call.number("secondaryCatchUpPeriodSecs", Math.min(10, seconds));
    set.stepDown(
        call.member(),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(catchUp),
        call.body().flag("force"));
  }

  private static void stepUp(Invocation call, DocBuilder reply) {
    if (!set(call).stepUp(call.member())) {
      throw ServerError.COMMAND_FAILED.because("Election failed.");
    }
  }

  private static void note(Invocation call, DocBuilder reply) {
    set(call);
    Doc data = call.body().doc("data");
    if (data == null) {
      throw ServerError.NO_SUCH_KEY.because("Missing expected field \"data\"");
    }
    call.write(
        () ->
            Objects.requireNonNull(call.member().oplog(), "a set's member has an oplog")
                .append(Operation.noop(data), null));
  }
}
