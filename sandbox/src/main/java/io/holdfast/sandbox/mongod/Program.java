package io.holdfast.sandbox.mongod;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// An executable `mongod` that is the sandbox, and a `mongos` beside it: scripts in a folder, each
/// with a copy of Java's launcher, so that the process is known by its right name to whoever looks
/// at its program.
public final class Program {
  private Program() {}

  /// Makes them in a folder, of this process's own Java and class path. The servers end with this
  /// process at the latest.
  ///
  /// @return the script `mongod`
  public static Path in(Path folder) {
    try {
      Path java = Path.of(System.getProperty("java.home"));
      Path runtime = Files.createDirectories(folder.toAbsolutePath().resolve("java"));
      Path launchers = Files.createDirectories(runtime.resolve("bin"));
      for (String part : Set.of("lib", "conf")) {
        Files.createSymbolicLink(runtime.resolve(part), java.resolve(part));
      }
      var _ = make(folder, launchers, "mongos", Mongos.class);
      return make(folder, launchers, "mongod", Mongod.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path make(Path folder, Path launchers, String name, Class<?> program)
      throws IOException {
    Path launcher = launchers.resolve(name);
    Files.copy(Path.of(System.getProperty("java.home"), "bin/java").toRealPath(), launcher);
    Path script = folder.toAbsolutePath().resolve(name);
    Files.writeString(script, script(name, launcher, program));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String script(String name, Path launcher, Class<?> program) {
    return """
        #!/bin/sh
        # The Holdfast sandbox as a %s. It is no MongoDB.
        export %s="$0" %s=%d CLASSPATH=%s
        exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m %s "$@"
        """
        .formatted(
            name,
            Mongod.PROGRAM,
            Mongod.OWNER,
            ProcessHandle.current().pid(),
            quoted(absolute(System.getProperty("java.class.path"))),
            quoted(launcher.toString()),
            program.getName());
  }

  private static String absolute(String classPath) {
    StringBuilder absolute = new StringBuilder();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      absolute
          .append(absolute.isEmpty() ? "" : File.pathSeparator)
          .append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
