package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;

/// `fsync`, with and without lock, `fsyncUnlock`, and `currentOp`, which tells of the lock. Answers
/// as recorded of Percona Server for MongoDB 4.4.6-8: the lock is counted, and belongs to nobody.
final class FsyncCommands {
  private FsyncCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("fsync", Command.Access.ANYWHERE, List.of("lock"), FsyncCommands::fsync),
        Command.of("fsyncUnlock", Command.Access.ANYWHERE, List.of(), FsyncCommands::unlock),
        Command.of(
            "currentOp",
            Command.Access.ANYWHERE,
            List.of("$ownOps", "$all"),
            FsyncCommands::currentOp));
  }

  private static void fsync(Invocation call, DocBuilder reply) {
    OnDisk disk = call.server().disk();
    boolean lock = call.body().flag("lock");
    if (lock && disk != null && disk.backups().isOpen()) {
      throw ServerError.LOCATION50884.because(
          "The existing backup cursor must be closed before fsyncLock can succeed.");
    }
    int locks = lock ? call.member().store().freeze() : 0;
    if (disk != null) {
      disk.files().checkpoint();
    }
    if (lock) {
      reply
          .put("info", "now locked against writes, use db.fsyncUnlock() to unlock")
          .put("lockCount", (long) locks)
          .put("seeAlso", "http://dochub.mongodb.org/core/fsynccommand");
    } else {
      reply.put("numFiles", 1);
    }
  }

  private static void unlock(Invocation call, DocBuilder reply) {
    int locks = call.member().store().thaw();
    if (locks < 0) {
      throw ServerError.UNNAMED.because("fsyncUnlock called when not locked");
    }
    reply.put("info", "fsyncUnlock completed").put("lockCount", (long) locks);
  }

  private static void currentOp(Invocation call, DocBuilder reply) {
    reply.putDocs("inprog", List.of(ServerInfo.ownOp(call)));
    if (call.member().store().isFrozen()) {
      reply
          .put("fsyncLock", true)
          .put("info", "use db.fsyncUnlock() to terminate the fsync write/snapshot lock");
    }
  }
}
