package io.holdfast.activities.mongodb.cursor;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.PointInTime;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// The extension of an open backup cursor: which journals make its files reach up to a later time.
/// Any connection may ask for it.
final class CursorExtension {
  private final CursorMember member;
  private final String address;
  private final CursorSettings settings;
  private final Heartbeat heartbeat;

  CursorExtension(
      CursorMember member, String address, CursorSettings settings, Heartbeat heartbeat) {
    this.member = member;
    this.address = address;
    this.settings = settings;
    this.heartbeat = heartbeat;
  }

  /// Extends the cursor to `time`. The server waits until a majority has it, and must not be cut
  /// short while it does: so that is waited for before. Throws `MongoException`.
  ///
  /// @param backupId as [BackupCursor#backupId]
  /// @param patient makes a client that waits as long as an answer takes
  /// @return the paths of the journals
  List<String> to(String backupId, PointInTime time, Supplier<MongoClient> patient) {
    Patience patience = new Patience(heartbeat, "settle");
    var _ = member.majority(address).await(time, settings.majority(), patience::beat);
    try (MongoClient client = patient.get()) {
      return journals(new CursorMember(client).run(command(backupId, time)));
    }
  }

  static BsonDocument command(String backupId, PointInTime time) {
    BsonBinary id =
        new BsonBinary(BsonBinarySubType.UUID_STANDARD, HexFormat.of().parseHex(backupId));
    BsonDocument stage =
        new BsonDocument(
            "$backupCursorExtend",
            new BsonDocument("backupId", id).append("timestamp", Timestamps.toBson(time)));
    return new BsonDocument("aggregate", new BsonInt32(1))
        .append("pipeline", new BsonArray(List.of(stage)))
        .append("maxTimeMS", CursorMember.NO_LIMIT)
        .append("cursor", new BsonDocument("batchSize", new BsonInt32(100_000)));
  }

  private static List<String> journals(BsonDocument reply) {
    return reply.getDocument("cursor").getArray("firstBatch").stream()
        .map(BsonValue::asDocument)
        .map(journal -> journal.getString("filename"))
        .map(BsonString::getValue)
        .toList();
  }
}
