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

/// The files of a member, kept as they are for as long as they are copied. Closing it lets them go,
/// whatever state they are in.
public final class HeldFiles implements AutoCloseable {
  private final MongoClient client;
  private final KeptFiles kept;
  private final ExternalContent content;
  private final CopyTask task;
  private final CursorSettings settings;
  private final Heartbeat heartbeat;

  HeldFiles(
      MongoClient client,
      KeptFiles kept,
      ExternalContent content,
      CopyTask task,
      CursorSettings settings,
      Heartbeat heartbeat) {
    this.client = client;
    this.kept = kept;
    this.content = content;
    this.task = task;
    this.settings = settings;
    this.heartbeat = heartbeat;
  }

  /// What the workflow is told of it.
  public OpenedCursor opened() {
    return CursorHolder.told(task, content);
  }

  /// Keeps them until the heartbeat says that it is to end, which passes through.
  ///
  /// @return CURSOR_LOST, because nobody has ended it for longer than the task allows
  /// @throws HoldfastException CURSOR_LOST when they are not kept any more
  public HoldfastException keep() {
    Duration longest = Duration.ofSeconds(task.holdSeconds());
    Patience patience = new Patience(heartbeat, "hold");
    while (patience.spent().compareTo(longest) < 0) {
      patience.pause(settings.poll());
      kept.poll();
    }
    return new HoldfastException(
        ErrorCode.CURSOR_LOST,
        "The %s on %s was given up, because nobody ended it for %s."
            .formatted(task.means().label(), task.source().address(), longest),
        "Take the backup again; --copy-deadline gives more time.");
  }

  /// Asks once more: were they kept to the last?
  public CursorEnd end() {
    try {
      kept.poll();
      return new CursorEnd(true, "");
    } catch (HoldfastException e) {
      return new CursorEnd(false, e.message());
    }
  }

  @Override
  public void close() {
    try (client) {
      kept.close();
    }
  }
}
