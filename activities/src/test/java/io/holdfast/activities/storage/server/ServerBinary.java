package io.holdfast.activities.storage.server;

import io.holdfast.sandbox.real.LocalServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// The program of a real server: named by an environment variable, else on the PATH.
///
/// @param name as `HOLDFAST_IT_REQUIRE` and the PATH know it
/// @param variable the environment variable that holds its path
/// @param title as people know it
public record ServerBinary(String name, String variable, String title) {

  /// Its path. Skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names it.
  public Path require() {
    return require(name, title, LocalServer.find(variable, name));
  }

  /// What was found, under the same conditions.
  static Path require(String name, String title, Optional<Path> found) {
    String reason = "needs a real " + title;
    if (found.isEmpty() && isRequired(name)) {
      throw new IllegalStateException(reason);
    }
    Assumptions.assumeTrue(found.isPresent(), reason);
    return found.orElseThrow();
  }

  private static boolean isRequired(String name) {
    String required = System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "");
    return Arrays.asList(required.split(",", -1)).contains(name);
  }
}
