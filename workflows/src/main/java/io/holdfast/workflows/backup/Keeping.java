package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What keeps a member's data files as they are while somebody copies them.
public enum Keeping {
  /// A `$backupCursor`: the member goes on taking writes.
  @JsonProperty("backup_cursor")
  BACKUP_CURSOR("backup cursor"),
  /// `fsyncLock`: the member takes no writes, and falls behind its set, until it is unlocked.
  @JsonProperty("fsync_lock")
  FSYNC_LOCK("fsyncLock");

  private final String label;

  Keeping(String label) {
    this.label = label;
  }

  /// What people call it.
  public String label() {
    return label;
  }
}
