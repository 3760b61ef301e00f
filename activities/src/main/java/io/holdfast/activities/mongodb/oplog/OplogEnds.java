package io.holdfast.activities.mongodb.oplog;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.model.PointInTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// From when to when a member's oplog is. Throws `MongoException`s.
public final class OplogEnds {
  private OplogEnds() {}

  /// @param client of this member only
  public static PointInTime oldest(MongoClient client) {
    return first(client, 1);
  }

  /// @param client of this member only
  public static PointInTime newest(MongoClient client) {
    return first(client, -1);
  }

  private static PointInTime first(MongoClient client, int direction) {
    BsonDocument find =
        new BsonDocument("find", new BsonString("oplog.rs"))
            .append("sort", new BsonDocument("$natural", new BsonInt32(direction)))
            .append("limit", new BsonInt32(1))
            .append("projection", new BsonDocument("ts", new BsonInt32(1)));
    try (RawCursor cursor = RawCursor.open(client, "local", find)) {
      return Timestamps.ofEntry(cursor.next());
    }
  }
}
