package io.holdfast.activities.mongodb.member;

import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/// How far a majority of a member's replica set is, as the member knows it. What a majority has
/// stays.
public final class Majority {
  /// The position of a member that was just started and has heard of none.
  public static final PointInTime BEFORE_ALL = new PointInTime(0, 0);

  private static final Duration POLL = Duration.ofMillis(100);

  private final String address;
  private final Supplier<BsonDocument> hello;

  /// @param address the member's, `host:port`
  /// @param hello asks the member; what it throws passes
  public Majority(String address, Supplier<BsonDocument> hello) {
    this.address = address;
    this.hello = hello;
  }

  /// The newest position that the majority has; [#BEFORE_ALL] where none is known.
  public PointInTime point() {
    return Timestamps.toPoint(
        hello
            .get()
            .getDocument("lastWrite", new BsonDocument())
            .getDocument("majorityOpTime", new BsonDocument())
            .getTimestamp("ts", new BsonTimestamp(0)));
  }

  /// Waits until the majority has what the member has at `position`.
  ///
  /// @param beat called while waiting; what it throws ends the wait
  /// @return the majority's position by then, which is never [#BEFORE_ALL]
  /// @throws HoldfastException SOURCE_LOST when that takes longer than `patience`
  public PointInTime await(PointInTime position, Duration patience, Runnable beat) {
    long begin = System.nanoTime();
    PointInTime majority = point();
    while (majority.equals(BEFORE_ALL) || majority.compareTo(position) < 0) {
      beat.run();
      if (System.nanoTime() - begin > patience.toNanos() || !Moment.pass(POLL)) {
        throw new HoldfastException(
            ErrorCode.SOURCE_LOST,
            "What %s has at %s did not reach a majority of its set within %d s."
                .formatted(address, position.instant(), patience.toSeconds()),
            "It is tried again; see whether the set has a primary and enough members are up.");
      }
      majority = point();
    }
    return majority;
  }
}
