package io.holdfast.activities.mongodb.command;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Ulid;
import java.time.Instant;
import java.util.List;

/// What copy commands of tests are to copy.
public final class CopySamples {
  private static final InstanceId SHOP = new InstanceId("shop");

  public static final CopyTask TASK =
      new CopyTask(
          new OperationId(SHOP, Ulid.ofKey("", "copy")),
          new BackupRef(SHOP, new BackupName("nightly"), Instant.parse("2026-11-21T02:00:00Z")),
          2,
          new Source("rs0", "db3.example:27017", MemberState.SECONDARY, "test"),
          60);

  private CopySamples() {}

  /// What is kept for the task.
  ///
  /// @param files none for a locked server
  public static ExternalContent content(List<String> files) {
    return new ExternalContent(
        TASK.source(),
        "/where/the/server/sees/it",
        "0123456789abcdef",
        Instant.parse("2026-11-21T02:00:00Z"),
        null,
        new PointInTime(1_790_000_000, 3),
        files.stream().map(path -> new BackupFile(path, null)).toList(),
        "{}",
        null,
        files.isEmpty() ? null : Keeping.BACKUP_CURSOR,
        null,
        null,
        null);
  }
}
