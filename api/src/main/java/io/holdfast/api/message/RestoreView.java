package io.holdfast.api.message;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A restore: on its way or over.
@Schema(description = "A restore: on its way or over.")
public record RestoreView(
    @Schema(description = "Its operation's id.", example = "clone.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE")
        OperationId id,
    @Schema(example = "shop") InstanceId source,
    @Schema(example = "before-upgrade") BackupName backup,
    @Schema(example = "clone") InstanceId target,
    RestoreState state,
    @Schema(description = "The state in words for people.", example = "Proving") String label,
    @Schema(
            description =
                "The state that it failed or was cancelled in. Past 'checking' the target has been"
                    + " changed.")
        @Nullable RestoreState failedIn,
    @Schema(
            description =
                "What becomes of users and roles; of data files the backup's come whatever this says.")
        UsersPolicy users,
    @Schema(description = "Whether data files are brought back, and not documents.")
        boolean dataFiles,
    @Schema(
            description =
                "The part that is brought back, and its new names; all of it when left out.")
        @Nullable Selection selection,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Schema(description = "The comparison of the target with the manifest.") @Nullable Proof proof,
    @Schema(description = "What it left of the target, where it did not complete.")
        @Nullable RemainsView remains,
    @Schema(description = "What became of the old data files, once it is over.")
        @Nullable OldData oldData,
    @Schema(description = "Why it failed.") @Nullable FailureInfo failure) {

  /// @param kept the restore's own record, which it writes when it is over; null before, and where
  ///   it ended before it could write one
  public static RestoreView of(
      RestoreRequest asked,
      OperationView operation,
      RestoreState state,
      @Nullable RestoreRecord kept) {
    return new RestoreView(
        operation.id(),
        asked.source(),
        asked.backup(),
        asked.target(),
        state,
        state.label(),
        kept == null ? null : kept.failedIn(),
        asked.users(),
        asked.files() != null,
        asked.selection(),
        operation.requestedAt(),
        operation.endedAt(),
        kept == null ? null : kept.proof(),
        kept == null ? null : RemainsView.of(kept.remains()),
        kept == null ? null : kept.oldData(),
        operation.failure());
  }
}
