package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Which backup, and where its objects lie.
///
/// @param startedAt when it was started, to the second
public record BackupRef(InstanceId instance, BackupName name, Instant startedAt) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The common prefix of the backup's objects: `backups/<instance>/<started>-<name>/`.
  @JsonIgnore
  public String prefix() {
    return "backups/" + instance + "/" + STAMP.format(startedAt) + "-" + name + "/";
  }

  @Override
  public String toString() {
    return instance + "/" + name;
  }
}
