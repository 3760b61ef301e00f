package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.LoadLimits;

/// How many threads carry files between a host and the repository. An agent shares its host with
/// the database, and each of its threads waits for a disk or a store half of the time.
final class FileThreads {
  private static final int MOST = 8;

  /// A writer to a bucket holds parts of what it sends.
  private static final long HEAP_OF_A_THREAD = 48L << 20;

  private FileThreads() {}

  static int of(LoadLimits limits) {
    Runtime runtime = Runtime.getRuntime();
    int byHeap = Math.clamp(runtime.maxMemory() / HEAP_OF_A_THREAD, 1, MOST);
    int usual = Math.min(byHeap, Math.clamp(2L * runtime.availableProcessors(), 2, MOST));
    Integer asked = limits.maxParallel();
    return asked == null ? usual : Math.min(byHeap, asked);
  }
}
