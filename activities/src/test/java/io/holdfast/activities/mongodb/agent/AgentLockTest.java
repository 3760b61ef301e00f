package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLockTest {
  @TempDir private Path folder;

  private static AgentSettings settings(Path dbPath) {
    return new AgentSettings(
        new InstanceId("shop"),
        MemberId.parse("rs0/db1:27017"),
        dbPath,
        "mongod",
        List.of(),
        "true",
        "",
        Duration.ofSeconds(1),
        Optional.empty());
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithTheOption() {
    Path nowhere = folder.resolve("nosuch");

    assertThatThrownBy(() -> AgentLock.take(settings(nowhere)).close())
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message()).contains(nowhere.toString());
              assertThat(e.hint()).contains("--dbpath", "HOLDFAST_AGENT_DBPATH");
            });
  }

  @Test
  void aFolderHasOneAgent() {
    try (AgentLock _ = AgentLock.take(settings(folder))) {
      assertThatThrownBy(() -> AgentLock.take(settings(folder)).close())
          .hasMessageContaining("Another agent serves");
    }
  }
}
