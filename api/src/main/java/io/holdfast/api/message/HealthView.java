package io.holdfast.api.message;

import io.swagger.v3.oas.annotations.media.Schema;

/// The API can do its work. When it cannot, the answer is a problem.
@Schema(description = "The API can do its work.")
public record HealthView(@Schema(description = "Always 'up'.", example = "up") String status) {
  public static final HealthView UP = new HealthView("up");
}
