package io.holdfast.activities.storage.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The program of a real server: named by an environment variable, else on the PATH.
///
/// @param name as `HOLDFAST_IT_REQUIRE` and the PATH know it
/// @param variable the environment variable that holds its path
/// @param title as people know it
public record ServerBinary(String name, String variable, String title) {

  /// Its path. Skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names it.
  public Path require() {
    Optional<Path> found = find();
    String reason = "needs a real " + title;
    if (found.isEmpty() && isRequired()) {
      throw new IllegalStateException(reason);
    }
    Assumptions.assumeTrue(found.isPresent(), reason);
    return found.orElseThrow();
  }

  private boolean isRequired() {
    String required = System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "");
    return Arrays.asList(required.split(",", -1)).contains(name);
  }

  private Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv(variable)).map(Path::of);
    Stream<Path> onPath =
        Arrays.stream(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, name));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }
}
