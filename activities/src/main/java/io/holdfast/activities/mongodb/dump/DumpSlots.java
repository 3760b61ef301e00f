package io.holdfast.activities.mongodb.dump;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How many ranges all dumps of this process read at a time, by its heap. A reader holds a batch as
/// the driver received it and as we took it over, either of which one document of 16 MiB can fill.
/// Safe for many threads.
final class DumpSlots {
  private static final long HEAP_OF_A_READER = 96L << 20;
  private static final int WAIT_MILLIS = 1_000;

  /// Reading and compressing take turns at the processors; few servers can serve more.
  private static final int MOST_BY_DEFAULT = 16;

  private final int slots;
  private final Semaphore free;

  DumpSlots(int slots) {
    this.slots = slots;
    // First come, first served: a large dump must not starve a small one.
    this.free = new Semaphore(slots, true);
  }

  /// As many as a heap of this size can bear; two even in the smallest that is supported.
  static DumpSlots forHeap(long bytes) {
    return new DumpSlots(Math.clamp(bytes / HEAP_OF_A_READER, 2, Integer.MAX_VALUE));
  }

  /// How many threads a dump has any use for.
  ///
  /// @param processors of this machine
  int threads(int processors) {
    return Math.min(slots, Math.clamp(processors, 2, MOST_BY_DEFAULT));
  }

  /// How many threads a dump gets that was allowed so many.
  int threadsOf(int allowed) {
    return Math.min(slots, allowed);
  }

  /// Does `work` in a slot, once there is one.
  <T> T with(DumpProgress progress, Supplier<T> work) {
    try {
      while (!free.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.stillHere();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
