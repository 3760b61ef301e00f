package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.operation.LeftCursors;
import io.holdfast.workflows.catalogue.Catalogue;
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

/// The cursors that Holdfast's operations opened, known by their comment. A cursor outlives the
/// process that opened it: whoever comes after closes it, and no other.
public final class OwnCursors implements LeftCursors {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCursors.class);

  private final Catalogue catalogue;
  private final Connector connector;

  public OwnCursors(Catalogue catalogue, Connector connector) {
    this.catalogue = catalogue;
    this.connector = connector;
  }

  /// The comment of an operation's cursors.
  static String comment(OperationId operation) {
    return "holdfast " + operation;
  }

  @Override
  public void close(OperationId operation, String member) {
    try {
      Instance instance = RegisteredInstances.require(catalogue, operation.instance());
      try (MongoClient client = connector.member(instance, member)) {
        var _ =
            MongoErrors.translating(
                "The search for cursors on " + member,
                () -> closeAll(new CursorMember(client), operation));
      }
    } catch (HoldfastException e) {
      switch (e.code().category()) {
        case UNAVAILABLE, NOT_FOUND, DENIED ->
            LOG.warn("{}: {} was not searched for cursors: {}", operation, member, e.message());
        case INVALID_REQUEST, CONFLICT, INTEGRITY, INTERNAL -> throw e;
      }
    }
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
        .append("cursor", new BsonDocument());
  }
}
