package io.holdfast.activities.mongodb.cursor;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.PointInTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The opening of one backup cursor, up to a complete list of files: opened, brought to a time that
/// a majority of the set has, extended to it, and what a restore will need read beside it.
final class CursorOpening {
  private static final Duration MOMENT = Duration.ofMillis(250);

  /// How long a cursor that was just closed may still seem open.
  private static final Duration CLOSING = Duration.ofSeconds(15);

  private final CursorMember member;
  private final CopyTask task;
  private final CursorSettings settings;
  private final Heartbeat heartbeat;

  CursorOpening(CursorMember member, CopyTask task, CursorSettings settings, Heartbeat heartbeat) {
    this.member = member;
    this.task = task;
    this.settings = settings;
    this.heartbeat = heartbeat;
  }

  /// Opens the cursor, patiently where the server asks to try again. Throws `MongoException`.
  BackupCursor open() {
    Patience patience = new Patience(heartbeat, "open");
    boolean closed = OwnCursors.closeAll(member, task.operation()) > 0;
    while (true) {
      try {
        return BackupCursor.open(
            member, task.source().address(), OwnCursors.comment(task.operation()));
      } catch (MongoException e) {
        boolean passes =
            CursorErrors.isPassing(e) && patience.spent().compareTo(settings.opening()) < 0;
        boolean closes =
            closed && CursorErrors.isOpen(e) && patience.spent().compareTo(CLOSING) < 0;
        if (!passes && !closes) {
          throw e;
        }
        patience.pause(MOMENT);
      }
    }
  }

  /// Everything about the cursor's files. Throws `MongoException`.
  ///
  /// @param patient makes a client that waits as long as an answer takes
  ExternalContent content(BackupCursor cursor, Supplier<MongoClient> patient) {
    Instant openedAt = member.now();
    PointInTime time = time(cursor);
    List<BackupFile> files = FileList.of(cursor.dbPath(), cursor.files());
    if (time != null && !task.sharesItsTime()) {
      List<String> journals =
          new CursorExtension(member, task.source().address(), settings, heartbeat)
              .to(cursor.backupId(), time, patient);
      files = FileList.extended(cursor.dbPath(), files, journals);
    }
    return new ExternalContent(
        task.source(),
        cursor.dbPath(),
        cursor.backupId(),
        openedAt,
        cursor.checkpoint(),
        time == null ? new PointInTime(openedAt.getEpochSecond(), 1) : time,
        files,
        member.storageOptions(),
        member.replicaSetConfig(),
        null,
        null,
        null,
        member.encryption(),
        null);
  }

  /// The earliest time that the files can be brought to; null on a standalone, which has no oplog.
  private static @Nullable PointInTime time(BackupCursor cursor) {
    PointInTime oplogEnd = cursor.oplogEnd();
    PointInTime checkpoint = cursor.checkpoint();
    return oplogEnd == null || checkpoint == null || oplogEnd.compareTo(checkpoint) >= 0
        ? oplogEnd
        : checkpoint;
  }
}
