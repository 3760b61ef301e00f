package io.holdfast.activities.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process loads that only opens a directory: every `holdfast repo` command does.
class LeanOpeningTest {
  private static final List<String> SDKS = List.of("software.amazon.awssdk", "com.azure");

  @Test
  void noCloudsSdkIsLoadedForADirectory(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                folder.toUri().toString())
            .redirectErrorStream(true)
            .start();
    List<String> loaded;
    try (var lines = process.inputReader()) {
      loaded = lines.lines().toList();
    }

    assertThat(process.waitFor()).isZero();
    assertThat(loaded).anyMatch(line -> line.contains("storage.file.FileStore "));
    assertThat(loaded).noneMatch(line -> SDKS.stream().anyMatch(line::contains));
  }

  /// The program of the other process.
  static final class Other {
    private Other() {}

    static void main(String[] arguments) {
      ObjectStores.open(arguments[0], true).orElseThrow().close();
    }
  }
}
