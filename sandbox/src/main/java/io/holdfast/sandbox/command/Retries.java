package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.oplog.Statement;
import io.holdfast.sandbox.oplog.StatementChain;
import io.holdfast.sandbox.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statements of a retryable command: which of them were done before, and how those that are
/// done now are written down. Without a transaction number it does nothing.
final class Retries implements StatementChain {
  private final @Nullable Session session;
  private final @Nullable Oplog oplog;
  private final List<Value> given;
  private int stmtId;
  private Statement.@Nullable Image image;

  private Retries(@Nullable Session session, @Nullable Oplog oplog, List<Value> given) {
    this.session = session;
    this.oplog = oplog;
    this.given = given;
  }

  /// Inside the store's write lock.
  static Retries of(Invocation call) {
    Member member = call.member();
    Long number = call.txnNumber();
    if (number == null || call.inTransaction() || member.oplog() == null) {
      return new Retries(null, null, List.of());
    }
    Session session = call.session();
    session.advance(number);
    // A router that splits a batch tells which statements of it these are.
    Value given = call.body().get("stmtIds");
    return new Retries(session, member.oplog(), given == null ? List.of() : given.doc().values());
  }

  /// Names the statement that comes now.
  void statement(int number) {
    stmtId = given.isEmpty() ? number : (int) given.get(number).asLong();
    image = null;
  }

  void image(Statement.Image kept) {
    image = kept;
  }

  boolean active() {
    return session != null;
  }

  /// The entry that the current statement left at an earlier try; null at the first.
  @Nullable Doc doneBefore() {
    if (session == null || oplog == null || session.written(stmtId) == 0) {
      return null;
    }
    return oplog.at(session.written(stmtId));
  }

  @Override
  public @Nullable Statement current() {
    return session == null ? null : session.statement(stmtId, image);
  }

  @Override
  public void wrote(OpTime place) {
    if (session != null && oplog != null) {
      session.wrote(stmtId, place, oplog.lastWall());
    }
  }
}
