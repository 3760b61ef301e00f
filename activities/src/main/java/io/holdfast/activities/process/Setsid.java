package io.holdfast.activities.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's program that starts another one in a session and a process group of its own, so
/// that a signal to this process's group does not reach it, and one to its group reaches all of it.
public final class Setsid {
  private Setsid() {}

  /// Where it is: in a usual folder, or on the PATH; empty where the system has none.
  public static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of("/usr/bin", "/bin", "/usr/local/bin"),
            Arrays.stream(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty()))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
