package io.holdfast.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a `holdfast` process is started: from the jar that a user runs, with the heap that must do,
/// and with the cache of a rehearsal, as the `holdfast` script has it. Without that cache two
/// thirds of a test's CPU time go into starting processes.
final class Launch {
  private static final Path TARGET = Path.of("..", "cli", "target").toAbsolutePath().normalize();
  private static final Path JAR = TARGET.resolve("holdfast.jar");
  private static final Path CACHE = TARGET.resolve("e2e.aot");
  private static final List<String> REHEARSAL =
      List.of(
          "dev",
          "--until-ready",
          "--temporal",
          "in-memory",
          "--data",
          TARGET.resolve("e2e-rehearsal").toString());
  private static final long REHEARSAL_SECONDS = 120;

  private Launch() {}

  /// The command line of `holdfast` with `arguments`.
  static List<String> command(List<String> arguments) {
    List<String> command = java();
    if (Cache.EXISTS) {
      command.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    return jar(command, arguments);
  }

  /// Makes a folder with the commands that people type: `holdfast`, and Temporal's own.
  static Path tools(Path folder) {
    String holdfast =
        "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(String.join("' '", command(List.of())));
    try {
      Path script = Files.writeString(Files.createDirectory(folder).resolve("holdfast"), holdfast);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      Files.createSymbolicLink(
          folder.resolve("temporal"), TemporalServer.required().toAbsolutePath());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            // The better compiler pays in the long run only.
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }

  private static List<String> jar(List<String> command, List<String> arguments) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("no jar in " + TARGET.toAbsolutePath());
    }
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(arguments);
    return command;
  }

  /// Made once per build of the jar, by the first of the test processes that run side by side.
  private static final class Cache {
    static final boolean EXISTS = make();

    private static boolean make() {
      try (FileChannel channel =
              FileChannel.open(
                  TARGET.resolve("e2e.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return isFresh() || rehearse();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isFresh() throws IOException {
      return Files.exists(CACHE)
          && Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(JAR)) > 0;
    }

    /// Without a cache everything starts slower, and no less right.
    private static boolean rehearse() throws IOException {
      Files.deleteIfExists(CACHE);
      List<String> command = java();
      command.add("-XX:AOTCacheOutput=" + CACHE);
      Process rehearsal =
          new ProcessBuilder(jar(command, REHEARSAL))
              .redirectErrorStream(true)
              .redirectOutput(TARGET.resolve("e2e-rehearsal.log").toFile())
              .start();
      try {
        if (!rehearsal.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS)) {
          rehearsal.destroyForcibly().onExit().join();
        }
      } catch (InterruptedException e) {
        rehearsal.destroyForcibly();
        Thread.currentThread().interrupt();
      }
      return Files.exists(CACHE);
    }
  }
}
