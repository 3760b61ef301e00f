package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// An option of mongod.
@Schema(description = "An option of mongod.")
public record MongodOption(
    @Schema(description = "Its name in a configuration file.", example = "storage.directoryPerDB")
        String name,
    @Schema(description = "Its value, as text.", example = "true") String value) {}
