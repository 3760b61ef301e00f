package io.holdfast.activities.storage.s3;

import java.util.concurrent.Semaphore;

/// The heap that parts on their way may take, over all uploads of a store: a quarter of it. An
/// upload that gets none sends its part itself before it takes more bytes, so nobody ever waits for
/// somebody else's memory.
final class PartMemory {
  private static final int UNIT = 1 << 20;

  private final Semaphore units;

  PartMemory(long heap) {
    this.units = new Semaphore((int) Math.min(heap / 4 / UNIT, 1_024));
  }

  boolean tryTake(long bytes) {
    return units.tryAcquire(units(bytes));
  }

  void giveBack(long bytes) {
    units.release(units(bytes));
  }

  private static int units(long bytes) {
    return (int) ((bytes + UNIT - 1) / UNIT);
  }
}
