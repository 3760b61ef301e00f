package io.holdfast.api.message;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationKind;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation: who asked for what, how far it is and how it ended.
@Schema(description = "An operation: who asked for what, how far it is and how it ended.")
public record OperationView(
    @Schema(example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE") OperationId id,
    @Schema(description = "The instance that it locks.", example = "shop") InstanceId instance,
    OperationKind kind,
    @Schema(description = "The instance that was or is backed up.", example = "shop")
        InstanceId source,
    @Schema(
            description = "The backup that is made, brought back or compared.",
            example = "before-upgrade")
        BackupName backup,
    @Schema(
            description =
                "The backup's, restore's or comparison's state while it runs; then completed, failed, cancelled or"
                    + " refused. 'starting' until a worker has begun, 'abandoned' when the workflow"
                    + " ended without clean-up (the next operation does it), 'unknown' while"
                    + " Temporal does not answer.",
            example = "running")
        String state,
    boolean running,
    @Schema(
            description =
                "True once it completes whatever happens now: a cancel comes too late. Absent before,"
                    + " and when it is over.")
        @Nullable Boolean decided,
    @Schema(description = "What it is doing, in a few words.", example = "Dumping")
        @Nullable String stage,
    @Schema(
            description = "What is worth knowing, in sentences.",
            example = "Reads from 127.0.0.1:27018, a secondary.")
        @Nullable String detail,
    Instant requestedAt,
    @Schema(description = "Who asked for it.", example = "operator") String requestedBy,
    @Nullable Instant endedAt,
    @Schema(description = "The activities that are under way or waiting to be tried again.")
        @Nullable List<ActivityView> activities,
    @Schema(description = "Why it failed.") @Nullable FailureInfo failure,
    @Schema(
            description = "The operation in the Temporal UI, where there is one.",
            example =
                "http://127.0.0.1:8233/namespaces/default/workflows/instance%2Fshop/01999/history")
        @Nullable String temporalUi) {

  /// The same operation, over: as its record tells it.
  public static OperationView ended(OperationRecord record, @Nullable String temporalUi) {
    var end = record.end();
    if (end == null) {
      throw new IllegalArgumentException(record.id() + " is not over");
    }
    String state = end.outcome().name().toLowerCase(java.util.Locale.ROOT);
    return of(record, state, false, null, null, end.note(), List.of(), end.failure(), temporalUi);
  }

  /// The operation as `record` and somebody who looked at its run tell it.
  public static OperationView of(
      OperationRecord record,
      String state,
      boolean running,
      @Nullable Boolean decided,
      @Nullable String stage,
      @Nullable String detail,
      List<ActivityView> activities,
      @Nullable FailureInfo failure,
      @Nullable String temporalUi) {
    InstanceId source =
        switch (record.request()) {
          case OperationRequest.Backup(var backup) -> backup.operation().instance();
          case OperationRequest.Restore(var restore) -> restore.source();
          case OperationRequest.Compare(var compare) -> compare.source();
        };
    BackupName backup =
        switch (record.request()) {
          case OperationRequest.Backup(var asked) -> asked.name();
          case OperationRequest.Restore(var restore) -> restore.backup();
          case OperationRequest.Compare(var compare) -> compare.backup();
        };
    var end = record.end();
    return new OperationView(
        record.id(),
        record.id().instance(),
        record.kind(),
        source,
        backup,
        state,
        running,
        decided,
        stage,
        detail == null || detail.isEmpty() ? null : detail,
        record.requestedAt(),
        record.requestedBy(),
        end == null ? null : end.at(),
        activities.isEmpty() ? null : activities,
        failure,
        temporalUi);
  }
}
