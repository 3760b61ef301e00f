package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// The answer to a request for a backup: it is on its way.
@Schema(description = "A backup on its way.")
public record BackupStarted(OperationView operation, BackupView backup) {}
