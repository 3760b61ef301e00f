package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRecordTest {
  @TempDir private Path folder;
  private Process child;
  private ChildRecord record;

  @BeforeEach
  void aChildThatNobodyEnds() throws IOException {
    child = new ProcessBuilder("sleep", "600").start();
    record = new ChildRecord(folder.resolve("child.pid"));
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
  }

  @Test
  void theNextStartEndsTheRecordedOrphan() throws InterruptedException {
    record.write(child.toHandle());

    assertThat(record.endOrphan()).isTrue();
    assertThat(child.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(record.file()).doesNotExist();
  }

  @Test
  void aProcessThatOnlyHasTheSameIdIsLeftAlone() throws IOException {
    Files.writeString(record.file(), child.pid() + "\n" + Instant.now().minusSeconds(3600) + "\n");

    assertThat(record.endOrphan()).isFalse();
    assertThat(child.isAlive()).isTrue();
    assertThat(record.file()).doesNotExist();
  }

  @Test
  void aTornRecordEndsNobody() throws IOException {
    for (String torn : new String[] {"", child.pid() + "\n", child.pid() + "\n2026-", "x\ny\n"}) {
      Files.writeString(record.file(), torn);

      assertThat(record.endOrphan()).as("record '%s'", torn).isFalse();
    }
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void withoutARecordThereIsNoOrphan() {
    assertThat(record.endOrphan()).isFalse();
  }

  @Test
  void aChildThatIgnoresTheRequestToEndIsKilled() throws Exception {
    Path stubborn =
        Executables.script(folder, "stubborn", "trap '' TERM; echo up; while :; do sleep 1; done");
    Process process = new ProcessBuilder(stubborn.toString()).start();
    assertThat(process.inputReader().readLine()).isEqualTo("up");

    ChildRecord.end(process.toHandle(), java.time.Duration.ofMillis(300));

    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }
}
