package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.oplog.Applier;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.session.Session;
import io.holdfast.sandbox.session.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Multi-document transactions: begun by a command's fields, ended by `commitTransaction` and
/// `abortTransaction`. A commit is one oplog entry, or a chain of them beyond 16 MB.
final class Transactions {
  private static final int ENTRY_BYTES = 16 * 1024 * 1024 - 64 * 1024;
  private static final Set<String> ALLOWED =
      Set.of(
          "find",
          "getMore",
          "aggregate",
          "distinct",
          "insert",
          "update",
          "delete",
          "findAndModify",
          "findandmodify",
          "killCursors",
          "commitTransaction",
          "abortTransaction");

  private Transactions() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "commitTransaction",
            Command.Access.ANYWHERE,
            List.of("recoveryToken"),
            Transactions::commit),
        Command.of(
            "abortTransaction",
            Command.Access.ANYWHERE,
            List.of("recoveryToken"),
            Transactions::abort));
  }

  static boolean ends(Invocation call) {
    String name = call.head().name();
    return name.equals("commitTransaction") || name.equals("abortTransaction");
  }

  /// Begins a transaction, or finds the one that the command says it belongs to.
  static void enter(Invocation call) {
    if (!call.inTransaction() || ends(call)) {
      return;
    }
    if (!ALLOWED.contains(call.head().name())) {
      throw ServerError.OPERATION_NOT_SUPPORTED_IN_TRANSACTION.because(
          "Cannot run '" + call.head().name() + "' in a multi-document transaction.");
    }
    Member member = call.member();
    if (member.set() == null) {
      throw ServerError.ILLEGAL_OPERATION.because(
          "Transaction numbers are only allowed on a replica set member or mongos");
    }
    call.write(
        () -> {
          Session session = call.session();
          long number = number(call);
          if (call.body().flag("startTransaction")) {
            session.advance(number);
            session.abort();
            session.open(new Transaction(member.locks()));
          } else {
            session.requireTransaction(number);
          }
          return true;
        });
  }

  private static long number(Invocation call) {
    return Objects.requireNonNull(call.txnNumber(), "a transaction has a number");
  }

  private static void commit(Invocation call, DocBuilder reply) {
    call.write(
        () -> {
          Session session = call.session();
          if (!session.committed(number(call))) {
            Transaction open = session.requireTransaction(number(call));
            open.end();
            commit(call.member(), session, open.operations());
          }
          return true;
        });
  }

  private static void commit(Member member, Session session, List<Operation> operations) {
    Oplog oplog = Objects.requireNonNull(member.oplog(), "transactions need an oplog");
    for (Operation operation : operations) {
      member.applier().collection(operation);
    }
    List<List<Operation>> parts = split(operations);
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      DocBuilder o = new DocBuilder();
      o.putDocs("applyOps", parts.get(i).stream().map(Operation::toDoc).toList());
      if (!last) {
        o.put("partialTxn", true);
      } else if (parts.size() > 1) {
        o.put("count", (long) operations.size());
      }
      Oplog.Appended appended =
          oplog.append(
              Operation.command("admin", null, o.build(), null), session.statement(null, null));
      session.wrote(null, appended.place(), oplog.lastWall());
      Applier.nested(appended.entry()).forEach(member.applier()::apply);
    }
    session.markCommitted();
  }

  private static List<List<Operation>> split(List<Operation> operations) {
    List<List<Operation>> parts = new ArrayList<>();
    List<Operation> part = new ArrayList<>();
    int bytes = 0;
    for (Operation operation : operations) {
      int size = operation.toDoc().size();
      if (!part.isEmpty() && bytes + size > ENTRY_BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(operation);
      bytes += size;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private static void abort(Invocation call, DocBuilder reply) {
    call.write(
        () -> {
          call.session().requireTransaction(number(call));
          call.session().abort();
          return true;
        });
  }

  /// The documents of `config.transactions`.
  static List<Doc> rows(Member member) {
    return member.sessions().rows();
  }

  static boolean isTransactionTable(String db, Value name) {
    return db.equals("config") && name.isString() && name.string().equals("transactions");
  }
}
