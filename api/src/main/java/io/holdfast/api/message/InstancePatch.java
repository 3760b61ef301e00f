package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A change to an instance: what is absent stays, what is null is taken away (RFC 7396). Documents
/// the body only; it is applied as JSON.
@Schema(description = "A change to an instance: what is absent stays, null takes away (RFC 7396).")
public record InstancePatch(
    @Schema(example = "mongodb://127.0.0.1:27019/?replicaSet=rs0")
        @Nullable String connectionString,
    @Nullable CredentialsBody credentials,
    @Schema(example = "Moved to new hardware") @Nullable String description) {}
