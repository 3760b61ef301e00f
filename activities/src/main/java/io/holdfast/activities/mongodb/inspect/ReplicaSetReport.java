package io.holdfast.activities.mongodb.inspect;

import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.model.PointInTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/// A replica set, put together from its configuration (what members are meant to be) and its status
/// (what they are doing).
final class ReplicaSetReport {
  private static final int PRIMARY = 1;
  private static final int SECONDARY = 2;
  private static final int UNKNOWN = 6;
  private static final int ARBITER = 7;
  private static final int DOWN = 8;

  private final Map<Integer, BsonDocument> statusById = new HashMap<>();
  private final PointInTime newest;

  private ReplicaSetReport(BsonDocument status) {
    for (BsonValue member : status.getArray("members")) {
      statusById.put(id(member.asDocument()), member.asDocument());
    }
    newest =
        statusById.values().stream()
            .map(ReplicaSetReport::lastWrite)
            .max(PointInTime::compareTo)
            .orElse(new PointInTime(0, 0));
  }

  /// @param config `replSetGetConfig.config`
  /// @param status `replSetGetStatus`, as any member sees it
  static ReplicaSet read(BsonDocument config, BsonDocument status) {
    ReplicaSetReport report = new ReplicaSetReport(status);
    List<Member> members =
        config.getArray("members").stream().map(m -> report.member(m.asDocument())).toList();
    return new ReplicaSet(config.getString("_id").getValue(), members);
  }

  private Member member(BsonDocument config) {
    BsonDocument status = statusById.getOrDefault(id(config), new BsonDocument());
    MemberState state = state(status);
    // The delay was renamed in 5.0.
    String delay = config.containsKey("slaveDelay") ? "slaveDelay" : "secondaryDelaySecs";
    return new Member(
        config.getString("host").getValue(),
        state,
        config.getBoolean("hidden", BsonBoolean.FALSE).getValue(),
        number(config, "priority", 1).doubleValue(),
        number(config, "votes", 1).intValue(),
        number(config, delay, 0).longValue(),
        state == MemberState.PRIMARY || state == MemberState.SECONDARY ? lag(status) : 0);
  }

  /// Behind the newest write that any member has; without a primary that is still the measure.
  private long lag(BsonDocument status) {
    return Math.max(0, newest.seconds() - lastWrite(status).seconds());
  }

  private static MemberState state(BsonDocument status) {
    if (number(status, "health", 0).intValue() == 0) {
      return MemberState.UNREACHABLE;
    }
    return switch (number(status, "state", UNKNOWN).intValue()) {
      case PRIMARY -> MemberState.PRIMARY;
      case SECONDARY -> MemberState.SECONDARY;
      case ARBITER -> MemberState.ARBITER;
      case UNKNOWN, DOWN -> MemberState.UNREACHABLE;
      default -> MemberState.OTHER;
    };
  }

  private static PointInTime lastWrite(BsonDocument status) {
    BsonTimestamp time =
        status.getDocument("optime", new BsonDocument()).getTimestamp("ts", new BsonTimestamp(0));
    return Timestamps.toPoint(time);
  }

  private static int id(BsonDocument member) {
    return number(member, "_id", -1).intValue();
  }

  private static BsonNumber number(BsonDocument document, String field, int otherwise) {
    return document.getNumber(field, new BsonInt32(otherwise));
  }
}
