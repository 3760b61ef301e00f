package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// The word that the files of an external backup are copied.
@Schema(description = "The word that the files of an external backup are copied.")
public record FinishBody(
    @Schema(
            description = "That of the copy that the backup waits for, as its files show it.",
            example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02")
        String token) {}
