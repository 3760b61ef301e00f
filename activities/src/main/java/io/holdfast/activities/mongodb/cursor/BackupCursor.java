package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An open `$backupCursor`: while it lives, the files that it listed stay as they were, and a
/// server gives out no second one. It is tied to the session that opened it, dies after ten minutes
/// without a question, and outlives the connection and the process that opened it.
final class BackupCursor implements KeptFiles {
  /// Where cursors of commands without a collection live.
  static final String COLLECTION = "$cmd.aggregate";

  private static final Logger LOG = LoggerFactory.getLogger(BackupCursor.class);

  private final CursorMember member;
  private final String address;
  private final ClientSession session;
  private final BsonInt64 id;
  private final BsonDocument metadata;
  private final List<BsonDocument> files;
  private boolean lost;

  private BackupCursor(
      CursorMember member,
      String address,
      ClientSession session,
      BsonInt64 id,
      BsonDocument metadata,
      List<BsonDocument> files) {
    this.member = member;
    this.address = address;
    this.session = session;
    this.id = id;
    this.metadata = metadata;
    this.files = files;
  }

  /// Opens one and reads its list. Throws `MongoException`; leaves nothing open then.
  ///
  /// @param comment by which it is found again
  static BackupCursor open(CursorMember member, String address, String comment) {
    ClientSession session = member.session();
    BsonInt64 id = null;
    try {
      BsonDocument first = member.run(session, opening(comment)).getDocument("cursor");
      id = first.getInt64("id");
      List<BsonDocument> rows = documents(first.getArray("firstBatch"));
      // It is tailable: the list has ended when nothing more comes.
      for (List<BsonDocument> more = next(member, session, id);
          !more.isEmpty();
          more = next(member, session, id)) {
        rows.addAll(more);
      }
      BsonDocument metadata = rows.removeFirst().getDocument("metadata");
      return new BackupCursor(member, address, session, id, metadata, List.copyOf(rows));
    } catch (RuntimeException e) {
      end(member, session, id);
      throw e;
    }
  }

  private static BsonDocument opening(String comment) {
    BsonDocument stage = new BsonDocument("$backupCursor", new BsonDocument());
    return new BsonDocument("aggregate", new BsonInt32(1))
        .append("pipeline", new BsonArray(List.of(stage)))
        .append("cursor", new BsonDocument())
        .append("maxTimeMS", CursorMember.NO_LIMIT)
        .append("comment", new BsonString(comment));
  }

  private static List<BsonDocument> next(CursorMember member, ClientSession session, BsonInt64 id) {
    BsonDocument more =
        new BsonDocument("getMore", id).append("collection", new BsonString(COLLECTION));
    return documents(member.run(session, more).getDocument("cursor").getArray("nextBatch"));
  }

  private static List<BsonDocument> documents(BsonArray batch) {
    List<BsonDocument> documents = new ArrayList<>();
    for (BsonValue value : batch) {
      documents.add(value.asDocument());
    }
    return documents;
  }

  /// The server's own id of it, as 32 hexadecimal digits.
  String backupId() {
    return HexFormat.of().formatHex(metadata.getBinary("backupId").getData());
  }

  String dbPath() {
    return metadata.getString("dbpath").getValue();
  }

  /// `filename` and `fileSize` of each file.
  List<BsonDocument> files() {
    return files;
  }

  /// The newest entry of the oplog in the files; null on a standalone.
  @Nullable PointInTime oplogEnd() {
    BsonDocument end = metadata.getDocument("oplogEnd", new BsonDocument());
    return end.containsKey("ts") ? Timestamps.toPoint(end.getTimestamp("ts")) : null;
  }

  /// The checkpoint that the files are of; null where the server knows none.
  @Nullable PointInTime checkpoint() {
    BsonTimestamp at = metadata.getTimestamp("checkpointTimestamp", new BsonTimestamp(0));
    return at.getValue() == 0 ? null : Timestamps.toPoint(at);
  }

  @Override
  public void poll() {
    try {
      Unheard.asking(() -> next(member, session, id));
    } catch (MongoException e) {
      lost = true;
      throw lost(e);
    }
  }

  private HoldfastException lost(MongoException e) {
    return new HoldfastException(
        ErrorCode.CURSOR_LOST,
        "%s lost the backup cursor (%s)."
            .formatted(
                address, e.getCode() > 0 ? "code " + e.getCode() : e.getClass().getSimpleName()),
        "See the member's log: a restart, a kill, or ten minutes without contact end a cursor.",
        e);
  }

  /// Closes it at the server.
  @Override
  public void close() {
    end(member, session, lost ? null : id);
  }

  private static void end(CursorMember member, ClientSession session, @Nullable BsonInt64 id) {
    try (session) {
      if (id != null) {
        var _ = member.run(session, kill(id));
      }
    } catch (MongoException e) {
      // Whoever looks after what was left finds it by its comment.
      LOG.warn("A backup cursor could not be closed: {}", e.getClass().getSimpleName());
    }
  }

  /// The command that closes a cursor, whoever opened it.
  static BsonDocument kill(BsonInt64 id) {
    return new BsonDocument("killCursors", new BsonString(COLLECTION))
        .append("cursors", new BsonArray(List.of(id)));
  }
}
