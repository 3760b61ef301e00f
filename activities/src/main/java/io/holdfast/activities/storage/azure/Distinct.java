package io.holdfast.activities.storage.azure;

import java.util.stream.Gatherer;
import org.jspecify.annotations.Nullable;

/// A stream without an element that equals the one before it.
final class Distinct {
  private Distinct() {}

  private static final class Last {
    private @Nullable String name;
  }

  static Gatherer<String, ?, String> neighbours() {
    return Gatherer.ofSequential(
        Last::new,
        (last, name, downstream) -> {
          if (name.equals(last.name)) {
            return true;
          }
          last.name = name;
          return downstream.push(name);
        });
  }
}
