package io.holdfast.api.message;

import io.holdfast.workflows.model.InstanceId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A comparison to be made.
@Schema(description = "A comparison to be made.")
public record CompareBody(
    @Schema(
            description =
                "The instance that is compared with the backup; the one that was backed up when left"
                    + " out.",
            example = "shop-clone")
        @Nullable InstanceId target) {}
