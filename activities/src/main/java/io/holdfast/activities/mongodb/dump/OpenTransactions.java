package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// The transactions of a member that have written to its oplog and are not decided. Throws
/// `MongoException`s.
final class OpenTransactions {
  private static final String PREPARED = "prepared";

  /// Its coordinator decides within seconds, or when all its shards have a primary again.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration POLL = Duration.ofMillis(100);

  private final SourceMember member;

  OpenTransactions(SourceMember member) {
    this.member = member;
  }

  /// Where the oldest of them began in the oplog.
  Optional<PointInTime> oldest() {
    return oldest(List.of(PREPARED, "inProgress"));
  }

  /// Waits until every transaction that was prepared by then is decided. The member must have its
  /// oplog up to that time.
  ///
  /// @param beat called while waiting
  /// @throws HoldfastException SOURCE_LOST when that takes too long
  void awaitDecided(PointInTime time, Runnable beat) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (oldest(List.of(PREPARED)).filter(begun -> begun.compareTo(time) <= 0).isPresent()) {
      beat.run();
      if (System.nanoTime() > deadline || !Moment.pass(POLL)) {
        throw new HoldfastException(
            ErrorCode.SOURCE_LOST,
            "A transaction that %s has prepared is not decided for %d minutes."
                .formatted(member.address(), PATIENCE.toMinutes()),
            "It is tried again; see whether every shard of the cluster has a primary.");
      }
    }
  }

  private Optional<PointInTime> oldest(List<String> states) {
    List<BsonString> wanted = states.stream().map(BsonString::new).toList();
    BsonDocument filter = new BsonDocument("state", new BsonDocument("$in", new BsonArray(wanted)));
    BsonDocument open =
        new BsonDocument("find", new BsonString("transactions")).append("filter", filter);
    Optional<PointInTime> oldest = Optional.empty();
    try (RawCursor cursor = member.open("config", open)) {
      while (cursor.hasNext()) {
        BsonValue start = cursor.next().view().get("startOpTime");
        if (start instanceof BsonDocument begun && begun.containsKey("ts")) {
          PointInTime at = Timestamps.toPoint(begun.getTimestamp("ts"));
          oldest = oldest.filter(other -> other.compareTo(at) <= 0).or(() -> Optional.of(at));
        }
      }
    }
    return oldest;
  }
}
