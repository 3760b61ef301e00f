package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a list.
///
/// @param <T> what is listed
@Schema(description = "A piece of a list.")
public record Page<T>(
    List<T> items,
    @Schema(
            description =
                "Sent back as `cursor`, it continues the list; absent when there is no more.",
            example = "MTc5NTI1NjM0NjAwMHxzaG9w")
        @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }
}
