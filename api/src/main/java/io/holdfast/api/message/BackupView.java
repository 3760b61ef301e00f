package io.holdfast.api.message;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A backup in a list: completed, or on its way, or one that came to nothing.
@Schema(description = "A backup: completed, on its way, or one that came to nothing.")
public record BackupView(
    @Schema(example = "shop") InstanceId instance,
    @Schema(example = "before-upgrade") BackupName name,
    BackupState state,
    @Schema(description = "The state in words for people.", example = "Complete") String label,
    Method method,
    Trigger trigger,
    String description,
    @Schema(example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE") OperationId operation,
    Instant startedAt,
    @Schema(description = "When it was completed, failed or was cancelled.")
        @Nullable Instant endedAt,
    @Schema(description = "Why it came to nothing.") @Nullable FailureInfo failure,
    @Schema(description = "What it holds, once it is completed.")
        @Nullable ContentSummary content) {

  /// What a completed backup holds, without its contents.
  @Schema(name = "ContentSummary", description = "How much a completed backup holds, and of when.")
  public record ContentSummary(
      @Schema(description = "What a restore brings back.") PointInTimeView pointInTime,
      TopologyKind topology,
      ServerVersion server,
      @Schema(example = "12") int collections,
      @Schema(example = "33000") long documents,
      @Schema(description = "Before compression.", example = "18432000") long plainBytes,
      @Schema(description = "In the repository.", example = "4096000") long storedBytes,
      @Schema(description = "Where it comes from, when it was made of a dump of mongodump.")
          @Nullable ImportOrigin imported,
      @Schema(
              description =
                  "What kept the files of an external backup as they were; absent for a backup"
                      + " cursor.")
          @Nullable Keeping keeping,
      @Schema(
              description =
                  "'none' where each document is of the time when it was read: then the point in"
                      + " time is when the reading ended.")
          @Nullable Consistency consistency) {}

  /// A completed backup.
  public static BackupView of(BackupHeader header) {
    return new BackupView(
        header.backup().instance(),
        header.backup().name(),
        BackupState.COMPLETED,
        BackupState.COMPLETED.label(),
        header.method(),
        header.trigger(),
        header.description(),
        header.operation(),
        header.backup().startedAt(),
        header.completedAt(),
        null,
        new ContentSummary(
            PointInTimeView.of(header.pointInTime()),
            header.topology(),
            header.server(),
            header.collections(),
            header.documents(),
            header.plainBytes(),
            header.storedBytes(),
            header.imported(),
            header.keeping(),
            header.consistency()));
  }

  /// A backup without a manifest: one that is on its way or came to nothing.
  public static BackupView of(BackupRequest asked, OperationView operation, BackupState state) {
    return new BackupView(
        operation.instance(),
        asked.name(),
        state,
        state.label(),
        asked.method(),
        asked.trigger(),
        asked.description(),
        operation.id(),
        operation.requestedAt(),
        operation.endedAt(),
        operation.failure(),
        null);
  }
}
