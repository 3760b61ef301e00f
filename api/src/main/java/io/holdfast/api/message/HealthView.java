package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// Whether the API can do its work.
@Schema(description = "Whether the API can do its work.")
public record HealthView(
    @Schema(description = "up or down", example = "up") String status,
    @Schema(description = "Whether the repository answers.") boolean repository,
    @Schema(description = "Whether Temporal answers.") boolean temporal) {}
