package io.holdfast.activities.storage.transfer;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The transfers that a store makes beside those of its callers, within one bound of memory for all
/// of them together. Nobody ever waits for a lane: where none is free the caller transfers by
/// itself, so that any number of uploads and downloads go on, however few lanes there are.
public final class Lanes {
  private static final int UNIT = 64 * 1024;
  private static final long MOST = 128L << 20;

  private final Semaphore units;

  /// @param bytes how many may be under way at a time
  public Lanes(long bytes) {
    this.units = new Semaphore((int) (bytes / UNIT));
  }

  /// Lanes for a quarter of the heap, at most 128 MiB.
  public static Lanes forHeap() {
    return new Lanes(Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
  }

  /// Runs `transfer` on a lane.
  ///
  /// @param bytes the memory that it holds until it ends
  /// @return empty, and nothing is run, when no lane is free
  public <T> Optional<Flight<T>> start(int bytes, Supplier<T> transfer) {
    int wanted = Math.max(1, bytes / UNIT);
    return units.tryAcquire(wanted)
        ? Optional.of(new Flight<>(transfer, () -> units.release(wanted)))
        : Optional.empty();
  }
}
