package io.holdfast.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the benchmarks say, in Markdown.
final class Report {
  private static final double MEGA = 1e6;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void heading(String text) {
    out.println("\n### " + text + "\n");
  }

  void line(String text) {
    out.println(text);
  }

  void table(String... columns) {
    row((Object[]) columns);
    out.println("|" + "---|".repeat(columns.length));
  }

  void row(Object... cells) {
    out.println(
        "| " + String.join(" | ", List.of(cells).stream().map(String::valueOf).toList()) + " |");
  }

  /// A table of trials; each ratio says how many times as long as the first one it took.
  void compare(Map<String, Timing> timings, long bytes) {
    boolean cpu = timings.values().stream().noneMatch(it -> Double.isNaN(it.cpuSeconds()));
    double first = timings.values().iterator().next().wallSeconds();
    if (cpu) {
      table("", "seconds", "MB/s", "ratio", "CPU seconds", "MB on disk");
    } else {
      table("", "seconds", "MB/s", "ratio");
    }
    timings.forEach(
        (name, timing) -> {
          String seconds = number("%.2f", timing.wallSeconds());
          String rate = number("%.0f", bytes / MEGA / timing.wallSeconds());
          String ratio = number("%.2f", timing.wallSeconds() / first);
          if (cpu) {
            String onDisk = number("%.0f", timing.bytes() / MEGA);
            row(name, seconds, rate, ratio, number("%.2f", timing.cpuSeconds()), onDisk);
          } else {
            row(name, seconds, rate, ratio);
          }
        });
  }

  static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
