package io.holdfast.activities.mongodb.cursor;

import java.time.Duration;

/// How patiently cursors are opened and how closely they are looked after.
///
/// @param poll how long a held cursor is left alone; the server forgets one after ten minutes
/// @param opening how long it is tried to open one that is refused for the moment
/// @param majority how long a majority of the set may take to have what the files have
public record CursorSettings(Duration poll, Duration opening, Duration majority) {
  private static final Duration LONGEST_POLL = Duration.ofMinutes(5);

  public static final CursorSettings DEFAULT = polling(Duration.ofMinutes(1));

  public CursorSettings {
    if (!poll.isPositive() || poll.compareTo(LONGEST_POLL) > 0) {
      throw new IllegalArgumentException("a cursor cannot be polled each " + poll);
    }
  }

  /// The usual patience, with a poll every so often.
  public static CursorSettings polling(Duration poll) {
    return new CursorSettings(poll, Duration.ofMinutes(2), Duration.ofMinutes(1));
  }
}
