package io.holdfast.sandbox.mongod;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// An executable `mongod` that is the sandbox: a script in a folder, with a copy of Java's launcher
/// beside it, so that the process is known by its right name to whoever looks at its program.
public final class Program {
  private static final String NAME = "mongod";

  private Program() {}

  /// Makes it in a folder, of this process's own Java and class path. The servers end with this
  /// process at the latest.
  ///
  /// @return the script
  public static Path in(Path folder) {
    try {
      Path java = Path.of(System.getProperty("java.home"));
      Path runtime = Files.createDirectories(folder.toAbsolutePath().resolve("java"));
      Path launcher = Files.createDirectories(runtime.resolve("bin")).resolve(NAME);
      Files.copy(java.resolve("bin/java").toRealPath(), launcher);
      for (String part : Set.of("lib", "conf")) {
        Files.createSymbolicLink(runtime.resolve(part), java.resolve(part));
      }
      Path script = folder.toAbsolutePath().resolve(NAME);
      Files.writeString(script, script(launcher));
      return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script(Path launcher) {
    return """
        #!/bin/sh
        # The Holdfast sandbox as a mongod. It is no MongoDB.
        export %s="$0" %s=%d CLASSPATH=%s
        exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m %s "$@"
        """
        .formatted(
            Mongod.PROGRAM,
            Mongod.OWNER,
            ProcessHandle.current().pid(),
            quoted(absolute(System.getProperty("java.class.path"))),
            quoted(launcher.toString()),
            Mongod.class.getName());
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
