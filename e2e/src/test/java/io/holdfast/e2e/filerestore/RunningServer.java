package io.holdfast.e2e.filerestore;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Whatever server runs on a data folder, known by its lock file.
record RunningServer(Path dbPath) {
  private Optional<ProcessHandle> process() {
    Path lock = dbPath.resolve("mongod.lock");
    try {
      String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
      return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Shuts it down cleanly.
  void stop() {
    ProcessHandle server = process().orElseThrow();
    server.destroy();
    await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive());
  }

  /// `kill -9`, where there is one.
  void kill() {
    process().ifPresent(RunningServer::kill);
  }

  private static void kill(ProcessHandle server) {
    server.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
  }
}
