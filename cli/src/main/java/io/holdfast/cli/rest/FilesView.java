package io.holdfast.cli.rest;

import io.holdfast.cli.rest.BackupView.PointInTimeView;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of an external backup, as the API shows them.
///
/// @param attempt how often the copy was asked for; null once the backup is complete
/// @param token null unless there is a copy in hand, like `deadline`
/// @param refusal why the last finish was refused
public record FilesView(
    InstanceId instance,
    BackupName backup,
    String state,
    @Nullable Integer attempt,
    @Nullable String token,
    @Nullable Instant deadline,
    @Nullable String refusal,
    List<Node> nodes,
    Files files) {

  /// A member to copy from.
  ///
  /// @param files how many; 0 for all below the data folder
  public record Node(
      String replicaSet,
      String address,
      String dbPath,
      PointInTimeView pointInTime,
      int files,
      long bytes,
      @Nullable Keeping keeping,
      @Nullable CommandRun command) {}

  /// A page of files.
  public record Files(List<FileEntry> items, @Nullable String next) {}

  /// A file to copy.
  ///
  /// @param size null where all of it is needed
  public record FileEntry(String address, String path, @Nullable Long size) {}

  /// The command that says that the files are copied.
  public String finishCommand() {
    return "holdfast backup finish %s %s --token %s".formatted(instance, backup, token);
  }
}
