package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.model.PointInTime;
import org.jspecify.annotations.Nullable;

/// Kept files, as the activity that keeps them tells the workflow. Their list lies in the
/// repository.
///
/// @param round that of the [CopyTask]
/// @param address `host:port`
/// @param dbPath the member's data folder
/// @param backupId the server's own id of the cursor; of a lock one of ours
/// @param time what a restore brings back
/// @param files how many there are to copy; 0 for all below the data folder
/// @param bytes how many they have, as far as the server says
/// @param keeping by which means; null for a backup cursor
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenedCursor(
    int round,
    String replicaSet,
    String address,
    String dbPath,
    String backupId,
    PointInTime time,
    int files,
    long bytes,
    @Nullable Keeping keeping) {

  /// Those of a backup cursor.
  public OpenedCursor(
      int round,
      String replicaSet,
      String address,
      String dbPath,
      String backupId,
      PointInTime time,
      int files,
      long bytes) {
    this(round, replicaSet, address, dbPath, backupId, time, files, bytes, null);
  }
}
