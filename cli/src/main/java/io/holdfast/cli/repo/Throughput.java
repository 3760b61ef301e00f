package io.holdfast.cli.repo;

import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import java.time.Duration;
import java.time.InstantSource;

/// A living line for what moves bytes: how many, and how fast on the whole. Not thread-safe.
final class Throughput implements AutoCloseable {
  /// A terminal is not drawn for every object of a hundred thousand.
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

  private static final double NANOS = 1e9;

  private final LiveLine line;
  private final String stage;
  private final long started = System.nanoTime();
  private long drawn = started - REDRAW_NANOS;

  Throughput(Terminal terminal, String stage) {
    this.line = new LiveLine(terminal, InstantSource.system());
    this.stage = stage;
  }

  /// @param items what was dealt with, such as `12 objects`
  /// @param total of the bytes; negative where it is not known
  void show(String items, long bytes, long total) {
    long now = System.nanoTime();
    if (now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    double seconds = (now - started) / NANOS;
    String amount = Human.bytes(bytes) + (total < 0 ? "" : " of " + Human.bytes(total));
    line.show(
        stage,
        "%s, %s, %s/s".formatted(items, amount, Human.bytes((long) (bytes / seconds))),
        total <= 0 ? -1 : (double) bytes / total);
  }

  @Override
  public void close() {
    line.wipe();
  }
}
