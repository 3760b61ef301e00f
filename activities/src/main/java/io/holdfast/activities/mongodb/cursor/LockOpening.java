package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.PointInTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The locking of one member, with what a restore will need read beside it.
final class LockOpening {
  private final CursorMember member;
  private final CopyTask task;
  private final OwnLocks notes;

  LockOpening(CursorMember member, CopyTask task, OwnLocks notes) {
    this.member = member;
    this.task = task;
    this.notes = notes;
  }

  /// Locks it; a lock that the operation left on it is undone first. When it fails the member may
  /// be locked, and the note of it is there. Throws `MongoException`.
  ///
  /// @param patient the same member, which waits for an answer as long as it takes
  FsyncLock lock(CursorMember patient) {
    if (notes.isOpen()) {
      FsyncLock.unlock(member, notes);
    }
    try {
      return FsyncLock.lock(member, patient, task.source().address(), notes);
    } catch (MongoException e) {
      if (notes.isOpen()) {
        FsyncLock.unlock(member, notes);
      }
      throw e;
    }
  }

  /// Everything about the locked member's files, which no server lists: they are all that is below
  /// its data folder.
  ExternalContent content(FsyncLock lock) {
    Instant lockedAt = member.now();
    PointInTime time = lock.time();
    return new ExternalContent(
        task.source(),
        member.dbPath(),
        UUID.randomUUID().toString().replace("-", ""),
        lockedAt,
        null,
        time.seconds() == 0 ? new PointInTime(lockedAt.getEpochSecond(), 1) : time,
        List.of(),
        member.storageOptions(),
        member.replicaSetConfig(),
        Keeping.FSYNC_LOCK,
        null,
        null);
  }
}
