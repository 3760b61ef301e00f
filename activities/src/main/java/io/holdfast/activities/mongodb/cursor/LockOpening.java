package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.lock.MemberLock;
import io.holdfast.activities.mongodb.lock.Watchdog;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.PointInTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// The locking of one member, with what a restore will need read beside it.
final class LockOpening {
  private final MemberLock member;
  private final CursorMember content;
  private final CopyTask task;
  private final OwnLocks notes;

  LockOpening(MongoClient client, CopyTask task, OwnLocks notes) {
    this.member = new MemberLock(client);
    this.content = new CursorMember(client);
    this.task = task;
    this.notes = notes;
  }

  /// Locks it; a lock that the operation left on it is undone first. When it fails what was locked
  /// is undone, or the note of it is there. Throws `MongoException`.
  ///
  /// @param patient the same member, which waits for an answer as long as it takes
  /// @param watchdogs starts one that watches it
  FsyncLock lock(MongoClient patient, Supplier<Watchdog> watchdogs) {
    String address = task.source().address();
    undo(address);
    try {
      return FsyncLock.lock(member, new MemberLock(patient), address, notes, watchdogs);
    } catch (MongoException e) {
      undo(address);
      throw e;
    }
  }

  private void undo(String address) {
    if (notes.isOpen()) {
      FsyncLock.unlock(member, address, notes);
    }
  }

  /// Everything about the locked member's files, which no server lists: they are all that is below
  /// its data folder.
  ExternalContent content(FsyncLock lock) {
    Instant lockedAt = content.now();
    PointInTime time = lock.time();
    return new ExternalContent(
        task.source(),
        content.dbPath(),
        UUID.randomUUID().toString().replace("-", ""),
        lockedAt,
        null,
        time.seconds() == 0 ? new PointInTime(lockedAt.getEpochSecond(), 1) : time,
        List.of(),
        content.storageOptions(),
        content.replicaSetConfig(),
        Keeping.FSYNC_LOCK,
        null,
        null,
        content.encryption());
  }
}
