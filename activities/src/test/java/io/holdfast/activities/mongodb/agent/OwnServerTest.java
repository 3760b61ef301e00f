package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.FreePorts;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnServerTest {
  /// Of work that was cancelled before it began.
  private static final Heartbeat CANCELLED =
      new Heartbeat() {
        @Override
        public void beat(Progress progress) {
          throw new CancellationException("cancelled");
        }

        @Override
        public Optional<Progress> previous() {
          return Optional.empty();
        }
      };

  @TempDir Path folder;

  @Test
  void aServerThatIsBeingStartedIsNotLeftToItselfByACancel() {
    Path up = folder.resolve("up");
    OwnServer server = server("sleep 1; touch '%s'".formatted(up), Duration.ofMillis(1500));

    assertThatThrownBy(() -> server.start(CANCELLED)).isInstanceOf(CancellationException.class);

    assertThat(up).exists();
  }

  @Test
  void aStartCommandThatFailsIsTold() {
    OwnServer server = server("exit 3", Duration.ofSeconds(20));

    assertThatThrownBy(() -> server.start(Heartbeat.none()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("ended with 3");
  }

  private OwnServer server(String startCommand, Duration patience) {
    MemberId member = MemberId.parse("rs0/127.0.0.1:" + FreePorts.fill(List.of(0)).getFirst());
    return new OwnServer(
        new AgentSettings(
            new InstanceId("shop"),
            member,
            folder,
            "mongod",
            List.of(),
            startCommand,
            "",
            patience,
            Optional.empty()));
  }
}
