package io.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.api.rig.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
  private final ApiRig rig = new ApiRig();

  @AfterAll
  void stop() {
    rig.close();
  }

  @Test
  void aBackupIsStartedAndThenListedAsComplete() {
    String shop = rig.instance();

    Answer started =
        rig.http.post("/v1/instances/" + shop + "/backups", "{\"name\": \"first\"}").is(202);

    String operation = started.at("/operation/id");
    assertThat(started.header("Location")).isEqualTo("/v1/operations/" + operation);
    assertThat(started.at("/backup/name")).isEqualTo("first");
    rig.awaitState(operation, "completed");
    Answer list = rig.http.get("/v1/backups?instance=" + shop).is(200);
    assertThat(list.at("/items/0/state")).isEqualTo("completed");
    assertThat(list.at("/items/0/operation")).isEqualTo(operation);
    assertThat(list.json().at("/items")).hasSize(1);
  }
}
