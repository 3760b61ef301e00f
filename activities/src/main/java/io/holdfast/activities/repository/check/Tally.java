package io.holdfast.activities.repository.check;

import java.util.EnumMap;
import java.util.Map;

/// The running count of a check. Safe for many threads; tells the watcher one thing at a time.
final class Tally {
  private final Watcher watcher;
  private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
  private long backups;
  private long records;
  private long objects;
  private long read;
  private long bytes;

  Tally(Watcher watcher) {
    this.watcher = watcher;
  }

  synchronized void found(Finding finding) {
    findings.merge(finding.severity(), 1L, Long::sum);
    watcher.found(finding);
  }

  synchronized void recordRead() {
    records++;
    watcher.progressed(verification());
  }

  synchronized void objectSeen() {
    objects++;
    watcher.progressed(verification());
  }

  synchronized void objectRead(long length) {
    objects++;
    read++;
    bytes += length;
    watcher.progressed(verification());
  }

  synchronized void backupDone() {
    backups++;
    watcher.progressed(verification());
  }

  synchronized Verification verification() {
    return new Verification(backups, records, objects, read, bytes, findings);
  }
}
