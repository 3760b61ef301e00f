package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServerProcessTest {
  @TempDir private Path folder;

  @Test
  void aServerThatEndsAtOnceIsToldWithItsLastWords() throws IOException {
    Path broken = Executables.script(folder, "temporal", "echo 'no such flag'; exit 3");

    try (TemporalServer server = DevServerProcess.start(broken, folder, 1, 2)) {
      assertThatThrownBy(server::awaitReady)
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("exit code 3")
          .hasMessageContaining("no such flag");
    }
  }

  @Test
  void aServerLeftBehindByAKilledProcessIsEndedAtTheNextStart() throws Exception {
    Path endless = Executables.script(folder, "temporal", "exec sleep 600");
    DevServerProcess orphaned = DevServerProcess.start(endless, folder, 1, 2);
    ProcessHandle orphan = orphaned.handle();

    try (DevServerProcess next = DevServerProcess.start(endless, folder, 1, 2)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(next.handle().isAlive()).isTrue();
    }
  }

  @Test
  void closingEndsTheChildAndItsRecord() throws IOException {
    Path endless = Executables.script(folder, "temporal", "exec sleep 600");
    DevServerProcess server = DevServerProcess.start(endless, folder, 1, 2);
    ProcessHandle child = server.handle();

    server.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(folder.resolve("temporal.pid")).doesNotExist();
  }
}
