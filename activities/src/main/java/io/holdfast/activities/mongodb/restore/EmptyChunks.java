package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.model.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chunks of collections that are empty yet: cut and moved, so that loading uses all shards.
///
/// Where they lie decides how fast a load is, not what is loaded. So what the cluster refuses,
/// since its balancer or somebody else moves chunks as well, is tried for a while and then left as
/// it is.
final class EmptyChunks {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyChunks.class);

  /// Another chunk is being moved: ConflictingOperationInProgress, LockBusy, LockTimeout.
  private static final Set<Integer> BUSY = Set.of(117, 46, 24);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Target target;

  EmptyChunks(Target target) {
    this.target = target;
  }

  /// Where it is cut already nothing is done.
  void split(Namespace namespace, BsonDocument bound) {
    attempt(
        new BsonDocument("split", new BsonString(namespace.toString())).append("middle", bound));
  }

  /// That there is nothing to delete where it was is settled at once: for the quarter of an hour
  /// that the server would wait otherwise no chunk could come back there, and whoever tried would
  /// keep everybody waiting.
  ///
  /// @param from where the chunk begins, inclusive
  /// @param to where it ends, exclusive
  void move(Namespace namespace, BsonDocument from, BsonDocument to, String shard) {
    attempt(
        new BsonDocument("moveChunk", new BsonString(namespace.toString()))
            .append("bounds", new BsonArray(List.of(from, to)))
            .append("to", new BsonString(shard))
            .append("_waitForDelete", BsonBoolean.TRUE));
  }

  private void attempt(BsonDocument command) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        target.administer(command);
        return;
      } catch (MongoCommandException e) {
        if (e.getErrorCode() == MongoErrors.UNAUTHORIZED) {
          throw e;
        }
        if (!BUSY.contains(e.getErrorCode())
            || System.nanoTime() > deadline
            || !Moment.pass(POLL)) {
          LOG.debug(
              "{} of {} was refused with code {}",
              command.getFirstKey(),
              command.getString(command.getFirstKey()).getValue(),
              e.getErrorCode());
          return;
        }
      }
    }
  }
}
