package io.holdfast.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers and times as people read them.
public final class Human {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};
  private static final int STEP = 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Human() {}

  /// `1.4 MB`: three digits at most, decimal units.
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    // 999.5 would be written as 1000.
    while (value >= STEP - 0.5 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    String form = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, UNITS[unit]);
  }

  /// `34,006`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `1 document`, `34,006 documents`: a regular noun with its number.
  public static String count(long count, String noun) {
    return count(count, noun, noun + "s");
  }

  /// `1 index`, `3 indexes`: any noun with its number.
  public static String count(long count, String noun, String plural) {
    return count(count) + " " + (count == 1 ? noun : plural);
  }

  /// `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`.
  public static String duration(Duration duration) {
    if (duration.toMillis() < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.toSeconds() < 60) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /// A time to the second, in the reader's own zone.
  public static String time(Instant time) {
    return TIME.format(time.atZone(ZoneId.systemDefault()));
  }
}
