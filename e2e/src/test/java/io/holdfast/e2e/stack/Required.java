package io.holdfast.e2e.stack;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The program of a real server that a test cannot do without.
final class Required {
  private Required() {}

  /// What was found. Skips the test where nothing was, or fails it when `HOLDFAST_IT_REQUIRE` names
  /// the program.
  static Path of(String name, String title, Optional<Path> found) {
    String required = System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "");
    String reason = "needs a real " + title;
    if (found.isEmpty() && Arrays.asList(required.split(",", -1)).contains(name)) {
      throw new IllegalStateException(reason);
    }
    Assumptions.assumeTrue(found.isPresent(), reason);
    return found.orElseThrow();
  }
}
