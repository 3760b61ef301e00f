package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member's `fsyncLock`: everything is in its files, and nothing changes them until it is
/// unlocked. It has no owner and no name, and outlives whoever locked.
///
/// Whether it was there all the while shows in the member's newest write: a locked member has none.
final class FsyncLock implements KeptFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FsyncLock.class);

  /// A server counts how often it was locked; nobody locks this often.
  private static final int MOST_LOCKS = 100;

  private final CursorMember member;
  private final String address;
  private final OwnLocks notes;
  private final BsonTimestamp lastWrite;

  private FsyncLock(CursorMember member, String address, OwnLocks notes, BsonTimestamp lastWrite) {
    this.member = member;
    this.address = address;
    this.notes = notes;
    this.lastWrite = lastWrite;
  }

  /// Locks the member, which waits until its running writes have ended. Throws `MongoException`;
  /// then it may be locked or not, and the note of it is there.
  ///
  /// @param member to ask, and to unlock: logged in before, since a locked server may not let
  ///   anybody in
  /// @param patient the same, which waits for an answer as long as it takes
  /// @throws HoldfastException CURSOR_REFUSED when somebody else has locked it
  static FsyncLock lock(CursorMember member, CursorMember patient, String address, OwnLocks notes) {
    if (isLocked(member)) {
      throw CursorErrors.locked(address);
    }
    notes.begin();
    var _ =
        patient.run(new BsonDocument("fsync", new BsonInt32(1)).append("lock", BsonBoolean.TRUE));
    return new FsyncLock(member, address, notes, member.lastWrite());
  }

  /// Unlocks it, as often as it was locked. Throws `MongoException`.
  static void unlock(CursorMember member, OwnLocks notes) {
    for (int i = 0; i < MOST_LOCKS && isLocked(member); i++) {
      var _ = member.run(new BsonDocument("fsyncUnlock", new BsonInt32(1)));
    }
    notes.end();
  }

  private static boolean isLocked(CursorMember member) {
    return member
        .run(new BsonDocument("currentOp", new BsonInt32(1)))
        .getBoolean("fsyncLock", BsonBoolean.FALSE)
        .getValue();
  }

  /// The newest write in the files; before all on a standalone, which has no oplog.
  PointInTime time() {
    return Timestamps.toPoint(lastWrite);
  }

  @Override
  public void poll() {
    try {
      if (!isLocked(member)) {
        throw lost("somebody unlocked it");
      }
      if (!member.lastWrite().equals(lastWrite)) {
        throw lost("it has taken writes since");
      }
    } catch (MongoException e) {
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "Nobody can tell whether %s is still locked (%s)."
              .formatted(address, e.getClass().getSimpleName()),
          "See the member's log: a restart ends a lock.",
          e);
    }
  }

  private HoldfastException lost(String why) {
    return new HoldfastException(
        ErrorCode.CURSOR_LOST,
        "%s is not locked any more: %s.".formatted(address, why),
        "Its files may have changed while they were copied: copy them again.");
  }

  @Override
  public void close() {
    try {
      unlock(member, notes);
    } catch (MongoException e) {
      // The workflow, and whoever comes after it, unlocks by the note.
      LOG.warn("{} could not be unlocked: {}", address, e.getClass().getSimpleName());
    }
  }
}
