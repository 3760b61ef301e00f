package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sandbox.real.RealMinio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A process with the heap that must do for everything: 256 MiB.
final class SmallHeap {
  private static final int MINUTES = 8;

  private SmallHeap() {}

  /// Runs a main class of the tests to its end.
  ///
  /// @return what it printed
  static String run(Class<?> program, String argument, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            argument);
    builder.environment().putAll(RealMinio.credentials());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }
}
