package io.holdfast.api.message;

import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Proof;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// What a comparison found.
@Schema(description = "What a comparison found.")
public record ComparisonView(
    @Schema(description = "Its operation's id.", example = "clone.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE")
        OperationId id,
    @Schema(description = "The instance that was backed up.", example = "shop") InstanceId source,
    @Schema(example = "before-upgrade") BackupName backup,
    @Schema(description = "The instance that was compared with the backup.", example = "clone")
        InstanceId target,
    Instant comparedAt,
    @Schema(description = "Whether the instance holds what the backup holds, and nothing else.")
        boolean equal,
    @Schema(description = "What was compared, and the differences.") Proof verdict) {

  public static ComparisonView of(ComparisonRecord found) {
    return new ComparisonView(
        found.task().request().operation(),
        found.task().request().source(),
        found.task().request().backup(),
        found.task().request().target(),
        found.comparedAt(),
        found.verdict().holds(),
        found.verdict());
  }
}
