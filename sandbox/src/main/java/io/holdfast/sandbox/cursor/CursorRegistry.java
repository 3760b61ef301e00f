package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.error.ServerError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A member's open cursors by id.
public final class CursorRegistry {
  private static final Duration IDLE_TIME = Duration.ofMinutes(10);

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
    return cursors.remove(id);
  }

  public int open() {
    return cursors.size();
  }

  /// Closes what nobody has asked for in ten minutes.
  public void closeIdle() {
    long limit = System.nanoTime() - IDLE_TIME.toNanos();
    cursors.values().removeIf(cursor -> cursor.idleSince(limit));
  }

  public void clear() {
    cursors.clear();
  }
}
