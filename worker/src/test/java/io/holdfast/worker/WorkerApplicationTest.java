package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `holdfast worker` as a process: what the environment sets, what it says, how it ends.
class WorkerApplicationTest {
  @TempDir Path folder;
  private @Nullable Process launched;

  @AfterEach
  void end() {
    if (launched != null) {
      launched.destroyForcibly();
    }
  }

  @Test
  void aWorkerConfiguredByItsEnvironmentAndArgumentsRunsUntilItIsToldToStop() throws Exception {
    try (MemoryTemporal temporal = new MemoryTemporal(0)) {
      Process process =
          launch(
              Map.of(
                  "HOLDFAST_TEMPORAL_ADDRESS",
                  temporal.address(),
                  "HOLDFAST_REPOSITORY_URL",
                  url(),
                  "HOLDFAST_REPOSITORY_CREATE",
                  "true"),
              "--holdfast.worker.bulk-slots=3");
      awaitOutput("takes tasks from " + temporal.address());

      process.destroy();

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(output()).contains("3 transfers at a time").doesNotContain("Exception");
      assertThat(folder.resolve("repository/holdfast.json")).exists();
    }
  }

  @Test
  void whereSearchAttributesMayNotBeRegisteredTheCommandsAreShownAndTheWorkerRuns()
      throws Exception {
    try (MemoryTemporal temporal = MemoryTemporal.withoutOperator()) {
      Process _ =
          launch(
              Map.of(
                  "HOLDFAST_TEMPORAL_ADDRESS", temporal.address(),
                  "HOLDFAST_REPOSITORY_URL", url(),
                  "HOLDFAST_REPOSITORY_CREATE", "true"));

      awaitOutput("takes tasks from " + temporal.address());

      assertThat(output())
          .contains("PERMISSION_DENIED")
          .containsOnlyOnce(
              "temporal operator search-attribute create --namespace default"
                  + " --name HoldfastState --type Keyword");
    }
  }

  @Test
  void aWorkerThatWaitsForTemporalSaysSoAndCanBeStopped() throws Exception {
    Process process =
        launch(
            Map.of(
                "HOLDFAST_TEMPORAL_ADDRESS", "127.0.0.1:1",
                "HOLDFAST_REPOSITORY_URL", url(),
                "HOLDFAST_REPOSITORY_CREATE", "true"));
    awaitOutput("Waiting for Temporal at 127.0.0.1:1: it does not answer yet");

    process.destroy();

    assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWorkerWithoutARepositoryEndsWithAReasonAndAnExitCode() throws Exception {
    Process process = launch(Map.of());

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(ErrorCode.VALIDATION_FAILED.category().exitCode());
    assertThat(output())
        .contains("VALIDATION_FAILED", "HOLDFAST_REPOSITORY_URL")
        .doesNotContain("\tat ");
  }

  private Process launch(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                // Without the tests' configuration of the log.
                "-Dlogback.configurationFile=logback.xml",
                WorkerApplication.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    launched = process;
    return process;
  }

  private void awaitOutput(String text) {
    await().atMost(Duration.ofSeconds(60)).until(() -> output().contains(text));
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private String url() {
    return folder.resolve("repository").toUri().toString();
  }
}
