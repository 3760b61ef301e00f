package io.holdfast.cli.rest;

import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Proof;
import java.time.Instant;

/// What a comparison found, as the API shows it.
///
/// @param equal whether the instance holds what the backup holds, and nothing else
/// @param verdict what was compared, and the differences
public record ComparisonView(
    OperationId id,
    InstanceId source,
    BackupName backup,
    InstanceId target,
    Instant comparedAt,
    boolean equal,
    Proof verdict) {}
