package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.activities.repository.payload.Compression;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Pins every property's name and default: they are a contract with people's deployments.
class WorkerConfigurationTest {
  private static final String URL = "file:///var/lib/holdfast";

  @Test
  void onlyTheRepositoryMustBeNamed() {
    assertThat(settings(Map.of("holdfast.repository.url", URL)))
        .isEqualTo(
            new WorkerSettings(
                "127.0.0.1:7233",
                "default",
                URL,
                false,
                WorkerSettings.defaultBulkSlots(Runtime.getRuntime().maxMemory()),
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Optional.empty(),
                PayloadSettings.DEFAULT));
  }

  @Test
  void everyPropertyIsRead() {
    assertThat(
            settings(
                Map.ofEntries(
                    Map.entry("holdfast.temporal.address", "temporal:7234"),
                    Map.entry("holdfast.temporal.namespace", "backups"),
                    Map.entry("holdfast.repository.url", URL),
                    Map.entry("holdfast.repository.create", "true"),
                    Map.entry("holdfast.repository.key", "env:A,file:/b"),
                    Map.entry("holdfast.repository.sealing-key", "file:/c"),
                    Map.entry("holdfast.repository.compression", "zstd"),
                    Map.entry("holdfast.repository.compression-level", "9"),
                    Map.entry("holdfast.repository.compression-threads", "2"),
                    Map.entry("holdfast.worker.bulk-slots", "7"),
                    Map.entry("holdfast.worker.shutdown-grace", "90s"),
                    Map.entry("holdfast.worker.cursor-poll", "30s"),
                    Map.entry("holdfast.worker.heartbeat-timeout", "15s"),
                    Map.entry("holdfast.worker.database-patience", "2m"),
                    Map.entry("holdfast.worker.copy-command", "/etc/copy.sh"),
                    Map.entry("holdfast.worker.copy-time-limit", "90m"))))
        .isEqualTo(
            new WorkerSettings(
                "temporal:7234",
                "backups",
                URL,
                true,
                7,
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofMinutes(2),
                Optional.of(new CopyCommand(Path.of("/etc/copy.sh"), Duration.ofMinutes(90))),
                new PayloadSettings(
                    "env:A,file:/b", "file:/c", new Compression(CompressionFormat.ZSTD, 9, 2))));
  }

  @Test
  void aWorkerWithoutARepositorySaysWhichVariableIsMissing() {
    assertThatThrownBy(() -> settings(Map.of()))
        .rootCause()
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.hint()).contains("HOLDFAST_REPOSITORY_URL"));
  }

  @Test
  void transfersAtATimeFollowFromTheHeap() {
    assertThat(WorkerSettings.defaultBulkSlots(64L << 20)).isEqualTo(1);
    assertThat(WorkerSettings.defaultBulkSlots(256L << 20)).isEqualTo(2);
    assertThat(WorkerSettings.defaultBulkSlots(64L << 30)).isEqualTo(4);
  }

  private static WorkerSettings settings(Map<String, Object> properties) {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .environmentPropertySource(false)
            .properties(properties)
            .start()) {
      return context.getBean(WorkerSettings.class);
    }
  }
}
