package io.holdfast.api.wire;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import tools.jackson.databind.json.JsonMapper;

/// Makes the one JSON mapper of the process.
@Factory
final class WireFactory {
  @Singleton
  JsonMapper json() {
    return StrictJson.mapper();
  }
}
