package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// The answer to a request for a restore: it is on its way.
@Schema(description = "A restore on its way.")
public record RestoreStarted(OperationView operation, RestoreView restore) {}
