package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.error.ServerError;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A member's open cursors by id.
public final class CursorRegistry {
  private static final Duration IDLE_TIME = Duration.ofMinutes(10);

  private volatile Duration idleTime = IDLE_TIME;
  private final Map<Long, Cursor> cursors = new ConcurrentHashMap<>();

  /// Keeps a cursor open and gives it an id.
  public long add(Cursor cursor) {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    } while (cursors.putIfAbsent(id, cursor) != null);
    return id;
  }

  /// The cursor, or CursorNotFound.
  public Cursor require(long id) {
    Cursor found = cursors.get(id);
    if (found == null) {
      throw ServerError.CURSOR_NOT_FOUND.because("cursor id " + id + " not found");
    }
    return found;
  }

  /// Closes a cursor; null when there was none.
  public @Nullable Cursor remove(long id) {
    Cursor removed = cursors.remove(id);
    if (removed != null) {
      removed.ended();
    }
    return removed;
  }

  /// The open cursors that tell where they come from, by id.
  public Map<Long, Cursor> traced() {
    Map<Long, Cursor> traced = new TreeMap<>(cursors);
    traced.values().removeIf(cursor -> cursor.origin() == null);
    return traced;
  }

  /// Closes those that a session has opened.
  public void closeOf(UUID session) {
    traced()
        .forEach(
            (id, cursor) -> {
              if (cursor.origin() != null && session.equals(cursor.origin().session())) {
                var _ = remove(id);
              }
            });
  }

  /// Has cursors live so long without being asked; ten minutes if nobody says so.
  ///
  /// @return what it was
  public Duration idleTime(Duration wanted) {
    Duration was = idleTime;
    idleTime = wanted;
    return was;
  }

  public int open() {
    return cursors.size();
  }

  /// Closes what nobody has asked for in the idle time.
  public void closeIdle() {
    long limit = System.nanoTime() - idleTime.toNanos();
    close(cursor -> cursor.idleSince(limit));
  }

  /// Closes all but the traced: those outlive a change of the member's role, as recorded.
  public void clear() {
    close(cursor -> cursor.origin() == null);
  }

  private void close(Predicate<Cursor> which) {
    cursors.forEach(
        (id, cursor) -> {
          if (which.test(cursor)) {
            var _ = remove(id);
          }
        });
  }
}
