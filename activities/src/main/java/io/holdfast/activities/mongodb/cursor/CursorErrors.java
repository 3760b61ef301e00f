package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import java.util.Set;

/// What a server's refusals to open a backup cursor, or to be locked, mean. The codes are those of
/// Percona Server for MongoDB, as recorded; its texts are not passed on.
final class CursorErrors {
  private static final int BACKUP_OPEN = 50886;
  private static final int FSYNC_LOCKED = 50887;

  /// The same, as answers to `fsyncLock`.
  private static final int LOCK_UNDER_BACKUP = 50884;

  private static final int LOCK_UNDER_LOCK = 50885;
  private static final int HOT_BACKUP_RUNS = 29098;
  private static final int UNKNOWN_STAGE = 40324;

  /// The server lists a file that is not where it looks: always, where it is encrypted and older
  /// than the mend of PSMDB-1119, because it takes the journal of `key.db` to be in a folder.
  private static final int FILE_NOT_FOUND = 31403;

  /// A checkpoint ran meanwhile; the oplog rolled over meanwhile.
  private static final Set<Integer> PASSING = Set.of(50915, 50917);

  private CursorErrors() {}

  /// Whether the same question may be answered in a moment.
  static boolean isPassing(MongoException e) {
    return PASSING.contains(e.getCode());
  }

  /// Whether a cursor is open already, which one that was just closed may still seem.
  static boolean isOpen(MongoException e) {
    return e.getCode() == BACKUP_OPEN;
  }

  static HoldfastException translate(MongoException e, CopyTask task) {
    String address = task.source().address();
    return switch (e.getCode()) {
      case BACKUP_OPEN, LOCK_UNDER_BACKUP ->
          refused(
              e,
              "%s has an open backup cursor that is not this operation's.".formatted(address),
              "Wait for the other backup, or end it: a server gives out one at a time.");
      case FSYNC_LOCKED, LOCK_UNDER_LOCK -> locked(address);
      case HOT_BACKUP_RUNS ->
          refused(
              e,
              "%s makes a hot backup (createBackup).".formatted(address),
              "Wait until it has ended.");
      case FILE_NOT_FOUND ->
          refused(
              e,
              "%s did not find a file that belongs into its backup cursor (code %d)."
                  .formatted(address, FILE_NOT_FOUND),
              "Percona Server before 4.4.16-16 and 5.0.11-10 opens none when its files are encrypted"
                  + " (PSMDB-1119): upgrade it, or lock it with --keep-by fsync_lock. Where they are"
                  + " not, see in its log which file it was.");
      case UNKNOWN_STAGE ->
          new HoldfastException(
              ErrorCode.METHOD_NOT_SUPPORTED,
              "%s knows no $backupCursor.".formatted(address),
              "Take a logical backup; for data files, run Percona Server for MongoDB.",
              e);
      default ->
          MongoErrors.translateOfSource(e, "The %s on %s".formatted(task.means().label(), address));
    };
  }

  /// Somebody else has locked the member.
  static HoldfastException locked(String address) {
    return new HoldfastException(
        ErrorCode.CURSOR_REFUSED,
        "%s is locked by fsyncLock.".formatted(address),
        "Unlock it with db.fsyncUnlock(), as often as it was locked.");
  }

  private static HoldfastException refused(MongoException e, String message, String hint) {
    return new HoldfastException(ErrorCode.CURSOR_REFUSED, message, hint, e);
  }
}
