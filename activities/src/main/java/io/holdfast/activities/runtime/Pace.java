package io.holdfast.activities.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A limit on bytes per second that several readers share: whoever has read says so, and is told
/// how long to wait so that all of them together keep to it. Safe for many threads.
public final class Pace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(500);

  private final @Nullable Long bytesPerSecond;
  private final LongSupplier nanoTime;
  private long paidUntil;

  /// @param bytesPerSecond null for no limit
  /// @param nanoTime the clock, as [System#nanoTime]
  public Pace(@Nullable Long bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.paidUntil = nanoTime.getAsLong();
  }

  /// Notes bytes that were read, and waits so that the limit is kept.
  ///
  /// @param beat called every now and then; what it throws ends the wait
  public void keep(long bytes, Runnable beat) throws InterruptedException {
    for (long wait = read(bytes); wait > 0; wait -= LONGEST_NAP) {
      TimeUnit.NANOSECONDS.sleep(Math.min(wait, LONGEST_NAP));
      beat.run();
    }
  }

  /// Notes bytes that were read.
  ///
  /// @return how many nanoseconds to wait before reading on; never negative
  synchronized long read(long bytes) {
    if (bytesPerSecond == null) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    // What was not used up is not saved for later, when it would be a burst.
    long begin = Math.max(paidUntil, now);
    paidUntil = begin + (long) ((double) bytes * SECOND / bytesPerSecond);
    return paidUntil - now;
  }
}
