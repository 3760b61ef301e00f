package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.VerifyLevel;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// A backup to be taken. Everything may be left out.
@Schema(description = "A backup to be taken. Everything may be left out.")
public record BackupBody(
    @Schema(
            description =
                "4 to 64 characters: first a letter, then letters, digits, '-' and '_'. Named after"
                    + " the time of asking (UTC) when left out.",
            example = "before-upgrade")
        @Nullable BackupName name,
    @Schema(description = "How it is made.", defaultValue = "logical") @Nullable Method method,
    @Schema(
            description = "At most 256 characters, no carriage return and none of > ! < \" & ' =",
            example = "Before the upgrade to 8.0")
        @Nullable String description,
    @Schema(
            description = "Whether the primary may be read although a secondary would do.",
            defaultValue = "false")
        @Nullable Boolean allowPrimary,
    @Schema(
            description =
                "How many collections, and ranges of large ones, are read at a time at most (1 to"
                    + " 64). The worker's memory may allow less.",
            example = "2")
        @Nullable Integer maxParallel,
    @Schema(
            description =
                "How many bytes of documents are read in a second at most, by all of them together"
                    + " (65536 or more).",
            example = "50000000")
        @Nullable Long maxBytesPerSecond,
    @Schema(
            description =
                "How the objects are checked before the backup is complete: against what the store"
                    + " says of them, or by reading each back.",
            defaultValue = "stored")
        @Nullable VerifyLevel verify,
    @Schema(
            description =
                "Backups of files: how long the backup waits for its files to be copied, each time"
                    + " that they have to be (1 to 518400; a day when left out).")
        @Nullable Long copyDeadlineSeconds,
    @Schema(
            description =
                "External backups: what keeps the files as they are while they are copied. A backup"
                    + " cursor where the server has them when left out, else a lock.")
        @Nullable Keeping keeping,
    @Schema(
            description =
                "External backups: who copies, somebody who then says so, or the command that the"
                    + " configuration on the member's host names.",
            defaultValue = "manual")
        @Nullable CopyMeans copy,
    @Schema(
            description =
                "Of which time it is to be. 'none' is for a standalone, which has no oplog: each"
                    + " document is then of the time when it was read.",
            defaultValue = "point_in_time")
        @Nullable Consistency consistency) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'b'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public BackupBody {
    if (method == Method.RDB) {
      throw Refusal.field(
          "method",
          ErrorCode.METHOD_NOT_SUPPORTED,
          "This method is not in this version of Holdfast.",
          "Ask for the method 'logical', 'physical' or 'external'.");
    }
    if (description != null) {
      Refusal.in("description", () -> BackupRequest.requireDescription(description));
    }
    if (method != Method.PHYSICAL) {
      requireExternal("copyDeadlineSeconds", copyDeadlineSeconds, method);
    }
    requireExternal("keeping", keeping, method);
    requireExternal("copy", copy, method);
    if (copy == CopyMeans.UPLOAD) {
      throw Refusal.field(
          "copy",
          "What agents upload is a physical backup.",
          "Ask for the method 'physical' instead.");
    }
    Refusal.in("copyDeadlineSeconds", () -> BackupRequest.requireCopyDeadline(copyDeadlineSeconds));
    Refusal.in("maxParallel", () -> LoadLimits.requireParallel(maxParallel));
    Refusal.in("maxBytesPerSecond", () -> LoadLimits.requireBytesPerSecond(maxBytesPerSecond));
  }

  private static void requireExternal(
      String field, @Nullable Object value, @Nullable Method method) {
    if (value != null && method != Method.EXTERNAL) {
      throw Refusal.field(
          field,
          "Only an external backup waits for its files to be copied.",
          "Leave it out, or ask for the method 'external'.");
    }
  }

  /// What the workflow is asked for. The same body, operation and time give an equal request.
  public BackupRequest request(OperationId operation, Instant askedAt) {
    return new BackupRequest(
            operation,
            name == null ? new BackupName(NAME.format(askedAt)) : name,
            method == null ? Method.LOGICAL : method,
            Trigger.MANUAL,
            description == null ? "" : description,
            Boolean.TRUE.equals(allowPrimary))
        .with()
        .verify(verify)
        .limits(limits())
        .copyDeadlineSeconds(copyDeadlineSeconds)
        .external(keeping == null && copy == null ? null : new ExternalOptions(keeping, copy))
        .consistency(consistency)
        .build();
  }

  private @Nullable LoadLimits limits() {
    return maxParallel == null && maxBytesPerSecond == null
        ? null
        : new LoadLimits(maxParallel, maxBytesPerSecond);
  }
}
