package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.lock.MemberLock;
import io.holdfast.activities.operation.LeftCursors;
import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.OperationId;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Holdfast's operations left on members: cursors, known by their comment, and locks, known by
/// a note in the repository. Both outlive the process that made them: whoever comes after undoes
/// them, and no others.
public final class OwnCursors implements LeftCursors {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCursors.class);

  private final Repository repository;
  private final Connector connector;

  public OwnCursors(Repository repository, Connector connector) {
    this.repository = repository;
    this.connector = connector;
  }

  /// The comment of an operation's cursors.
  static String comment(OperationId operation) {
    return "holdfast " + operation;
  }

  @Override
  public void close(OperationId operation, String member) {
    OwnLocks locks = new OwnLocks(repository, operation, member);
    try {
      Instance instance = RegisteredInstances.require(repository.catalogue(), operation.instance());
      try (MongoClient client = connector.member(instance, member)) {
        var _ =
            MongoErrors.translating(
                "The search for what is left on " + member,
                () -> undo(client, member, operation, locks));
      }
    } catch (HoldfastException e) {
      switch (e.code().category()) {
        case UNAVAILABLE, NOT_FOUND, DENIED -> giveUp(operation, member, locks, e);
        case INVALID_REQUEST, CONFLICT, INTEGRITY, INTERNAL -> throw e;
      }
    }
  }

  /// A cursor ends by itself. A lock does not, while its member lives.
  private static void giveUp(
      OperationId operation, String member, OwnLocks locks, HoldfastException e) {
    boolean locked = locks.isOpen();
    if (locked && e.code().category() == ErrorCategory.UNAVAILABLE && locks.miss()) {
      throw e;
    }
    LOG.warn(
        "{}: {} was not searched for what is left of it{}: {}",
        operation,
        member,
        locked ? "; if it is locked, unlock it with db.fsyncUnlock()" : "",
        e.message());
  }

  private static int undo(
      MongoClient client, String address, OperationId operation, OwnLocks locks) {
    if (locks.isOpen()) {
      FsyncLock.unlock(new MemberLock(client), address, locks);
    }
    return closeAll(new CursorMember(client), operation);
  }

  /// Closes the operation's cursors on the member; throws `MongoException`.
  ///
  /// @return how many there were
  static int closeAll(CursorMember member, OperationId operation) throws MongoException {
    BsonArray found = member.run(search(operation)).getDocument("cursor").getArray("firstBatch");
    for (BsonValue cursor : found) {
      var _ =
          member.run(
              BackupCursor.kill(cursor.asDocument().getDocument("cursor").getInt64("cursorId")));
    }
    return found.size();
  }

  private static BsonDocument search(OperationId operation) {
    BsonDocument all =
        new BsonDocument("allUsers", BsonBoolean.TRUE).append("idleCursors", BsonBoolean.TRUE);
    BsonDocument own =
        new BsonDocument("cursor.originatingCommand.comment", new BsonString(comment(operation)));
    return new BsonDocument("aggregate", new BsonInt32(1))
        .append(
            "pipeline",
            new BsonArray(
                List.of(new BsonDocument("$currentOp", all), new BsonDocument("$match", own))))
        .append("maxTimeMS", CursorMember.NO_LIMIT)
        .append("cursor", new BsonDocument());
  }
}
