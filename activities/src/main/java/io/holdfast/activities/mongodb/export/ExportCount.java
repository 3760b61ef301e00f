package io.holdfast.activities.mongodb.export;

/// The running count of an export. Safe for many threads; tells the watcher one thing at a time.
final class ExportCount {
  private final ExportWatcher watcher;
  private Exported soFar = Exported.NOTHING;

  ExportCount(ExportWatcher watcher) {
    this.watcher = watcher;
  }

  synchronized void add(Exported more) {
    soFar = soFar.plus(more);
    watcher.progressed(soFar);
  }

  void bytes(long more) {
    add(new Exported(0, 0, 0, 0, more));
  }

  synchronized Exported soFar() {
    return soFar;
  }
}
