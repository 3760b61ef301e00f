package io.holdfast.api.message;

import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of an external backup: those that it waits for, or those that were copied.
@Schema(description = "The files of an external backup: those it waits for, or that were copied.")
public record FilesView(
    @Schema(example = "shop") InstanceId instance,
    @Schema(example = "before-upgrade") BackupName backup,
    BackupState state,
    @Schema(description = "How often the copy was asked for; absent once complete.", example = "1")
        @Nullable Integer attempt,
    @Schema(
            description = "By which 'finish' names the copy in hand; absent unless there is one.",
            example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02")
        @Nullable String token,
    @Schema(description = "Until when the backup waits for the copy in hand.")
        @Nullable Instant deadline,
    @Schema(description = "Why the last 'finish' was refused.") @Nullable String refusal,
    @Schema(description = "Where to copy from; empty until there is something to copy.")
        List<NodeView> nodes,
    @Schema(description = "The files of all nodes.") Page<FileView> files) {
  public FilesView {
    nodes = List.copyOf(nodes);
  }

  /// A member to copy from.
  @Schema(name = "NodeView", description = "A member whose files are copied.")
  public record NodeView(
      @Schema(description = "Empty for a standalone server.", example = "rs0") String replicaSet,
      @Schema(example = "db3.example:27017") String address,
      @Schema(description = "The member's data folder.", example = "/var/lib/mongo") String dbPath,
      @Schema(description = "What a restore brings back.") PointInTimeView pointInTime,
      @Schema(description = "How many files; 0 for all below the data folder.", example = "143")
          int files,
      @Schema(description = "The bytes to copy, as far as the server says.", example = "18432000")
          long bytes,
      @Schema(description = "What keeps the files as they are; absent for a backup cursor.")
          @Nullable Keeping keeping,
      @Schema(description = "The command that copied them; absent where somebody did.")
          @Nullable CommandRun command) {}

  /// A file to copy.
  @Schema(name = "FileView", description = "A file of an external backup.")
  public record FileView(
      @Schema(example = "db3.example:27017") String address,
      @Schema(description = "Below the data folder.", example = "collection-7-123.wt") String path,
      @Schema(
              description = "How many bytes of it at least; absent where all of it is needed.",
              example = "36864")
          @Nullable Long size) {}
}
