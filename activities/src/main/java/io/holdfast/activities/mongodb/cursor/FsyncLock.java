package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.lock.LockMark;
import io.holdfast.activities.mongodb.lock.MemberLock;
import io.holdfast.activities.mongodb.lock.Watchdog;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member's `fsyncLock`: everything is in its files, and nothing changes them until it is
/// unlocked. It has no owner and no name, and outlives whoever locked; so there is a watchdog for
/// as long as it is there.
///
/// Whether it was there all the while shows in its mark, the member's newest write.
final class FsyncLock implements KeptFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FsyncLock.class);

  private final MemberLock member;
  private final String address;
  private final OwnLocks notes;
  private final Supplier<Watchdog> watchdogs;
  private final LockMark mark;
  private Watchdog watchdog;

  private FsyncLock(
      MemberLock member,
      String address,
      OwnLocks notes,
      Supplier<Watchdog> watchdogs,
      LockMark mark,
      Watchdog watchdog) {
    this.member = member;
    this.address = address;
    this.notes = notes;
    this.watchdogs = watchdogs;
    this.mark = mark;
    this.watchdog = watchdog;
  }

  /// Locks the member, which waits until its running writes have ended. Throws `MongoException`;
  /// unless that is the server's own refusal it may be locked then or not, the note of it is there,
  /// and the watchdog unlocks it.
  ///
  /// @param patient the same member, which waits for an answer as long as it takes
  /// @param watchdogs starts one that watches this member
  /// @throws HoldfastException CURSOR_REFUSED when somebody else has locked it, or there is no
  ///   watchdog
  static FsyncLock lock(
      MemberLock member,
      MemberLock patient,
      String address,
      OwnLocks notes,
      Supplier<Watchdog> watchdogs) {
    Watchdog watchdog = watchdogs.get();
    try {
      if (member.isLocked()) {
        throw CursorErrors.locked(address);
      }
      ask(patient, notes, watchdog);
      LockMark mark = member.mark();
      watchdog.locked(mark);
      notes.locked(mark);
      return new FsyncLock(member, address, notes, watchdogs, mark, watchdog);
    } catch (RuntimeException e) {
      watchdog.close();
      throw e;
    }
  }

  /// Of a server that does not answer nobody knows whether it has locked; one that answers with an
  /// error has not. Then a later lock must not be taken for this one: there is nothing to undo.
  private static void ask(MemberLock patient, OwnLocks notes, Watchdog watchdog) {
    notes.begin();
    try {
      watchdog.locking();
      patient.lock();
    } catch (MongoCommandException | HoldfastException e) {
      watchdog.released();
      notes.end();
      throw e;
    }
  }

  /// Unlocks it, as often as it was locked, unless it is locked by somebody else. Throws
  /// `MongoException`.
  static void unlock(MemberLock member, String address, OwnLocks notes) {
    if (member.isLocked()) {
      LockMark now = member.mark();
      if (notes.mark().filter(own -> !own.equals(now)).isPresent()) {
        LOG.warn("{} is locked by somebody else, and stays so", address);
      } else {
        member.unlock();
      }
    }
    notes.end();
  }

  /// The newest write in the files; before all on a standalone, which has no oplog.
  PointInTime time() {
    return mark.lastWrite();
  }

  @Override
  public void poll() {
    try {
      Unheard.asking(this::requireLocked);
      watch();
    } catch (MongoException e) {
      throw new HoldfastException(
          ErrorCode.CURSOR_LOST,
          "Nobody can tell whether %s is still locked (%s)."
              .formatted(address, e.getClass().getSimpleName()),
          "See the member's log: a restart ends a lock.",
          e);
    }
  }

  private void requireLocked() {
    if (!member.isLocked()) {
      throw lost("somebody unlocked it");
    }
    if (!member.mark().equals(mark)) {
      throw lost("it has taken writes since, or was started again");
    }
  }

  /// A watchdog that somebody has ended is replaced.
  private void watch() {
    if (watchdog.isAlive()) {
      return;
    }
    watchdog.close();
    try {
      watchdog = watchdogs.get();
      watchdog.locking();
      watchdog.locked(mark);
      LOG.warn("The watchdog of {} was gone; there is another one", address);
    } catch (HoldfastException e) {
      LOG.warn("There is no watchdog for {}: {}", address, e.message());
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
    try (Watchdog _ = watchdog) {
      unlock(member, address, notes);
      watchdog.released();
    } catch (MongoException e) {
      // The watchdog, the workflow, and whoever comes after it, unlocks.
      LOG.warn("{} could not be unlocked: {}", address, e.getClass().getSimpleName());
    }
  }
}
