package io.holdfast.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.e2e.stack.TemporalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `holdfast demo` from its first line to its exit code, and what is left of it afterwards:
/// nothing.
class DemoIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long LIMIT_SECONDS = 180;
  private static final String PROOF = "All of it holds";
  private static final String BACKUP_BEGINS = "Operation";

  @TempDir Path folder;
  private Path temporary;
  private int runs;

  @BeforeEach
  void makeTemporaryFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @Test
  void itHoldsOnTheSandboxWithTemporalInMemory() throws IOException {
    try (ChildProcess demo = demo("--sandbox", "--temporal", "in-memory")) {
      assertThat(demo.await(LIMIT_SECONDS)).as(demo.output()).isZero();
      assertThat(demo.output()).contains("Holdfast sandbox", "in-memory", PROOF, "OBJECT_CORRUPT");
    }

    assertNothingIsLeft(List.of());
  }

  /// The copies are made by the very commands that a person is told to type.
  @Test
  void dataFilesThatWereCopiedByHandComeBackAtTheBackupsTime() throws IOException {
    try (ChildProcess demo = demo("--external", "--yes", "--temporal", "in-memory")) {
      assertThat(demo.await(LIMIT_SECONDS)).as(demo.output()).isZero();
      assertThat(demo.output())
          .contains("Holdfast sandbox as a mongod", "Copy from", "cp -r", "Copy to", PROOF)
          .contains("backup finish demo files --token demo.", "restore finish demo.")
          .containsPattern("know [1-9][0-9,]* bookings at .*, 0 of them wrong or missing")
          .containsPattern("wrote after that \\([1-9][0-9,]* writes\\) is rightly gone");
    }

    assertNothingIsLeft(List.of());
  }

  @Test
  void itHoldsOnRealServersAfterAnEarlierDemoWasKilled() throws IOException {
    String temporal = TemporalServer.required().toString();
    List<ProcessHandle> servers;
    try (ChildProcess first = demo("--sandbox", "--temporal", temporal)) {
      awaitLine(first, BACKUP_BEGINS);
      servers = first.descendants();
      first.kill();
    }

    try (ChildProcess second = demo("--temporal", temporal)) {
      awaitLine(second, BACKUP_BEGINS);
      servers = new ArrayList<>(servers);
      servers.addAll(second.descendants());
      assertThat(second.await(LIMIT_SECONDS)).as(second.output()).isZero();
      assertThat(second.output()).contains(PROOF);
    }

    assertThat(servers).isNotEmpty();
    assertNothingIsLeft(servers);
  }

  @Test
  void ctrlCInTheMiddleLeavesNothingBehind() throws IOException {
    List<ProcessHandle> servers;
    try (ChildProcess demo = demo("--temporal", TemporalServer.required().toString())) {
      awaitLine(demo, BACKUP_BEGINS);
      servers = demo.descendants();
      demo.interrupt();
      assertThat(demo.await(LIMIT_SECONDS)).as(demo.output()).isNotZero();
      assertThat(demo.output()).contains("Ended.").doesNotContain("Exception");
    }

    assertThat(servers).isNotEmpty();
    assertNothingIsLeft(servers);
  }

  private ChildProcess demo(String... options) {
    List<String> arguments = new ArrayList<>(List.of("demo", "--data", data().toString()));
    arguments.addAll(List.of(options));
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    return ChildProcess.holdfast(arguments, environment, folder.resolve("demo-" + ++runs + ".log"));
  }

  private Path data() {
    return folder.resolve("data").toAbsolutePath();
  }

  private static void awaitLine(ChildProcess demo, String text) {
    await(text)
        .atMost(Duration.ofSeconds(60))
        .until(() -> !demo.isAlive() || demo.output().contains(text));
    assertThat(demo.isAlive()).as(demo.output()).isTrue();
  }

  private void assertNothingIsLeft(List<ProcessHandle> servers) throws IOException {
    await("the end of every server that it started")
        .atMost(SOON)
        .until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(data()).doesNotExist();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> !isLibrary(path))).isEmpty();
    }
  }

  /// Native libraries that a process which was killed had unpacked: the next one's are others.
  private static boolean isLibrary(Path path) {
    return path.getFileName().toString().matches("(lib|jna|hsperfdata|.*\\.so).*");
  }
}
