package io.holdfast.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The time of day.
@Factory
final class ClockFactory {
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}
