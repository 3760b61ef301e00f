package io.holdfast.activities.mongodb.cursor;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.OpenedCursor;
import java.time.Duration;

/// A backup cursor in somebody's hands, for as long as files are copied. Closing it closes the
/// cursor at the server, whatever state it is in.
public final class HeldBackupCursor implements AutoCloseable {
  private final MongoClient client;
  private final BackupCursor cursor;
  private final ExternalContent content;
  private final CopyTask task;
  private final CursorSettings settings;
  private final Heartbeat heartbeat;

  HeldBackupCursor(
      MongoClient client,
      BackupCursor cursor,
      ExternalContent content,
      CopyTask task,
      CursorSettings settings,
      Heartbeat heartbeat) {
    this.client = client;
    this.cursor = cursor;
    this.content = content;
    this.task = task;
    this.settings = settings;
    this.heartbeat = heartbeat;
  }

  /// What the workflow is told of it.
  public OpenedCursor opened() {
    return new OpenedCursor(
        task.round(),
        task.source().replicaSet(),
        task.source().address(),
        content.dbPath(),
        content.backupId(),
        content.time(),
        content.files().size(),
        ExternalContent.bytes(content.files()));
  }

  /// Keeps the cursor alive until the heartbeat says that it is to end, which passes through.
  ///
  /// @return CURSOR_LOST, because nobody has ended it for longer than the task allows
  /// @throws HoldfastException CURSOR_LOST when it has ended
  public HoldfastException keep() {
    Duration longest = Duration.ofSeconds(task.holdSeconds());
    Patience patience = new Patience(heartbeat, "hold");
    while (patience.spent().compareTo(longest) < 0) {
      patience.pause(settings.poll());
      cursor.poll();
    }
    return new HoldfastException(
        ErrorCode.CURSOR_LOST,
        "The backup cursor on %s was closed, because nobody asked for it for %s."
            .formatted(task.source().address(), longest),
        "While a cursor is open the member's disk use grows; take the backup again.");
  }

  /// Asks for the cursor once more: was it alive to the last?
  public CursorEnd end() {
    try {
      cursor.poll();
      return new CursorEnd(true, "");
    } catch (HoldfastException e) {
      return new CursorEnd(false, e.message());
    }
  }

  @Override
  public void close() {
    try (client) {
      cursor.close();
    }
  }
}
