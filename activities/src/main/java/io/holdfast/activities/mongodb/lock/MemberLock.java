package io.holdfast.activities.mongodb.lock;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.raw.Timestamps;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonTimestamp;
import org.bson.types.ObjectId;

/// The `fsyncLock` of one member, in the commands that it takes. They throw `MongoException`s. Does
/// not own its client.
public final class MemberLock {
  /// A server counts how often it was locked; nobody locks this often.
  private static final int MOST_LOCKS = 100;

  private static final BsonObjectId NO_PROCESS = new BsonObjectId(new ObjectId(new byte[12]));

  private final MongoClient client;

  /// @param client of this member only, logged in before it is locked: a locked server may not let
  ///   anybody in
  public MemberLock(MongoClient client) {
    this.client = client;
  }

  /// Whether somebody has locked it.
  public boolean isLocked() {
    return run(new BsonDocument("currentOp", new BsonInt32(1)))
        .getBoolean("fsyncLock", BsonBoolean.FALSE)
        .getValue();
  }

  /// Locks it once more, when its running writes have ended.
  public void lock() {
    var _ = run(new BsonDocument("fsync", new BsonInt32(1)).append("lock", BsonBoolean.TRUE));
  }

  /// Unlocks it, as often as it was locked. Idempotent.
  public void unlock() {
    for (int i = 0; i < MOST_LOCKS && isLocked(); i++) {
      var _ = run(new BsonDocument("fsyncUnlock", new BsonInt32(1)));
    }
  }

  /// The mark of the lock that it has now.
  public LockMark mark() {
    BsonDocument hello = run(new BsonDocument("hello", new BsonInt32(1)));
    BsonTimestamp lastWrite =
        hello
            .getDocument("lastWrite", new BsonDocument())
            .getDocument("opTime", new BsonDocument())
            .getTimestamp("ts", new BsonTimestamp(0));
    ObjectId process =
        hello
            .getDocument("topologyVersion", new BsonDocument())
            .getObjectId("processId", NO_PROCESS)
            .getValue();
    return new LockMark(
        process.equals(NO_PROCESS.getValue()) ? "" : process.toHexString(),
        Timestamps.toPoint(lastWrite));
  }

  private BsonDocument run(BsonDocument command) {
    return client
        .getDatabase("admin")
        .runCommand(command, ReadPreference.secondaryPreferred(), BsonDocument.class);
  }
}
